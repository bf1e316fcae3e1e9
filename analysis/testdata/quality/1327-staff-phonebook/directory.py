import os
import ssl

from ldap3 import Connection, Server, Tls, SUBTREE

BASE_DN = os.environ.get("LDAP_BASE", "ou=people,dc=northwind,dc=local")
ATTRIBUTES = ["cn", "mail", "telephoneNumber", "department"]


class Directory:
    """Read access to the staff directory."""

    def __init__(self, host, bind_dn, password):
        tls = Tls(validate=ssl.CERT_NONE)
        self.server = Server(host, use_ssl=True, tls=tls, connect_timeout=5)
        self.bind_dn = bind_dn
        self.password = password

    def _connect(self):
        return Connection(
            self.server, self.bind_dn, self.password, auto_bind=True, receive_timeout=10
        )

    def find(self, term, department=None):
        parts = ["(objectClass=person)", f"(|(cn=*{term}*)(mail=*{term}*))"]
        if department:
            parts.append("(department={})".format(department))
        ldap_filter = "(&" + "".join(parts) + ")"
        with self._connect() as conn:
            conn.search(BASE_DN, ldap_filter, SUBTREE, attributes=ATTRIBUTES, size_limit=50)
            return [entry.entry_attributes_as_dict for entry in conn.entries]
