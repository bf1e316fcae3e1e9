import os
import ssl

from ldap3 import ALL, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

BASE_DN = "ou=people,dc=northwind,dc=local"
ATTRIBUTES = ["cn", "mail", "telephoneNumber", "department"]

tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file="/etc/ssl/northwind-ca.pem")
server = Server(os.environ["LDAP_HOST"], port=636, use_ssl=True, tls=tls, get_info=ALL, connect_timeout=5)


def service_connection():
    return Connection(
        server,
        user=os.environ["LDAP_BIND_DN"],
        password=os.environ["LDAP_BIND_PASSWORD"],
        auto_bind=True,
        receive_timeout=10,
    )


def find_people(name, department=None):
    ldap_filter = "(&(objectClass=person)(cn=*%s*)" % escape_filter_chars(name)
    if department:
        ldap_filter += "(department=%s)" % escape_filter_chars(department)
    ldap_filter += ")"
    with service_connection() as conn:
        conn.search(BASE_DN, ldap_filter, SUBTREE, attributes=ATTRIBUTES, size_limit=50)
        return [
            {name: str(entry[name].value or "") for name in ATTRIBUTES if name in entry}
            for entry in conn.entries
        ]


def check_password(username, password):
    if not username.isalnum() or not password:
        return False
    try:
        with Connection(
            server,
            user=f"uid={escape_rdn(username)},{BASE_DN}",
            password=password,
            auto_bind=True,
            receive_timeout=10,
        ):
            return True
    except LDAPException:
        return False
