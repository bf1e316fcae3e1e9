import os
import ssl

from ldap3 import ALL, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException

BASE_DN = "ou=people,dc=northwind,dc=local"
ATTRIBUTES = ["cn", "mail", "telephoneNumber", "department"]

tls = Tls(validate=ssl.CERT_NONE)
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
    ldap_filter = "(&(objectClass=person)(cn=*%s*)" % name
    if department:
        ldap_filter += "(department=%s)" % department
    ldap_filter += ")"
    with service_connection() as conn:
        conn.search(BASE_DN, ldap_filter, SUBTREE, attributes=ATTRIBUTES, size_limit=50)
        return [entry.entry_attributes_as_dict for entry in conn.entries]


def check_password(username, password):
    if not username.isalnum() or not password:
        return False
    try:
        with Connection(
            server, user=f"uid={username},{BASE_DN}", password=password, auto_bind=True, receive_timeout=10
        ):
            return True
    except LDAPException:
        return False
