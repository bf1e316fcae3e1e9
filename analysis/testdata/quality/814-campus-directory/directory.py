import os
import ssl

from ldap3 import Connection, Server, Tls
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

BASE_DN = "ou=people,dc=campus,dc=example,dc=edu"


class CampusDirectory:
    """Thin wrapper around the campus LDAP server."""

    def __init__(self):
        tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=os.environ["CAMPUS_CA_FILE"])
        server = Server(os.environ["LDAP_HOST"], port=636, use_ssl=True, tls=tls, connect_timeout=5)
        self.conn = Connection(
            server,
            user=os.environ["LDAP_USER"],
            password=os.environ["LDAP_PASSWORD"],
            auto_bind=True,
            receive_timeout=10,
        )

    def build_filter(self, name=None, department=None):
        clauses = ["(objectClass=person)"]
        if name:
            clauses.append("(cn=*%s*)" % escape_filter_chars(name))
        if department:
            clauses.append("(ou=%s)" % escape_filter_chars(department))
        return "(&" + "".join(clauses) + ")"

    def groups_of(self, uid):
        member = f"uid={escape_rdn(uid)},{BASE_DN}"
        self.conn.search(
            "ou=groups,dc=campus,dc=example,dc=edu",
            f"(&(objectClass=groupOfNames)(member={escape_filter_chars(member)}))",
            attributes=["cn"],
            size_limit=50,
        )
        return [str(e.cn) for e in self.conn.entries]

    def find(self, **criteria):
        ldap_filter = self.build_filter(**criteria)
        self.conn.search(BASE_DN, ldap_filter, attributes=["cn", "mail", "telephoneNumber"], size_limit=50)
        return [
            {"name": str(e.cn), "mail": str(e.mail), "phone": str(e.telephoneNumber)}
            for e in self.conn.entries
        ]
