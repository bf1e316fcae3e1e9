from django.conf import settings
from ldap3 import SUBTREE, Connection, Server
from ldap3.utils.conv import escape_filter_chars


class StaffDirectory:
    base = "ou=people,dc=acme,dc=org"

    def __init__(self):
        self.server = Server(settings.LDAP_HOST, use_ssl=True, connect_timeout=5)

    def _service(self):
        return Connection(
            self.server, settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD,
            auto_bind=True, receive_timeout=10,
        )

    def find(self, login):
        query = "(&(objectClass=person)(|(uid={0})(mail={0})))".format(escape_filter_chars(login))
        with self._service() as conn:
            conn.search(self.base, query, SUBTREE, attributes=["uid", "cn", "mail"], size_limit=2)
            return conn.entries[0] if len(conn.entries) == 1 else None

    def check(self, dn, password):
        if not password:
            return False
        conn = Connection(self.server, dn, password, receive_timeout=10)
        try:
            return conn.bind()
        finally:
            conn.unbind()
