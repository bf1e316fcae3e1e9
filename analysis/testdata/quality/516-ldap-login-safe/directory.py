"""LDAP access through ldap3."""
import logging

from ldap3 import ALL, Connection, Server
from ldap3.core.exceptions import LDAPBindError
from ldap3.utils.conv import escape_filter_chars

logger = logging.getLogger(__name__)


class Directory:
    def __init__(self, host, base_dn, bind_dn, bind_password):
        self.server = Server(host, port=636, use_ssl=True, get_info=ALL, connect_timeout=5)
        self.base_dn = base_dn
        self.bind_dn = bind_dn
        self.bind_password = bind_password

    def _find(self, username):
        search_filter = "(&(objectClass=person)(uid={}))".format(escape_filter_chars(username))
        with Connection(self.server, self.bind_dn, self.bind_password, auto_bind=True,
                        receive_timeout=10) as conn:
            conn.search(self.base_dn, search_filter, attributes=["uid", "cn", "mail"])
            return conn.entries[0] if conn.entries else None

    def authenticate(self, username, password):
        """Return the account when the password is right, otherwise None."""
        if not username or not password:
            return None
        entry = self._find(username)
        if entry is None:
            return None
        try:
            with Connection(self.server, entry.entry_dn, password, auto_bind=True, receive_timeout=10):
                return {"uid": str(entry.uid), "name": str(entry.cn)}
        except LDAPBindError:
            logger.info("LDAP bind refused")
            return None
