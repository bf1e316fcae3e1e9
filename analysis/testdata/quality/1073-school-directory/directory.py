import logging
import os

from ldap3 import ALL, SUBTREE, Connection, Server

logger = logging.getLogger(__name__)


class SchoolDirectory:
    """Looks up pupils and teachers in the school's LDAP server."""

    BASE = "ou=people,dc=lindenschule,dc=org"
    ATTRIBUTES = ["cn", "mail", "roomNumber"]

    def __init__(self):
        self.server = Server(os.environ["LDAP_HOST"], use_ssl=True, get_info=ALL, connect_timeout=5)

    def _filter_for(self, name, group=None):
        parts = ["(objectClass=person)", "(cn=*%s*)" % name]
        if group:
            parts.append("(ou=%s)" % group)
        return "(&" + "".join(parts) + ")"

    def search(self, name, group=None):
        query = self._filter_for(name, group)
        logger.info("directory search: %s", query)
        with Connection(
            self.server,
            user=os.environ["LDAP_USER"],
            password=os.environ["LDAP_PASSWORD"],
            receive_timeout=10,
            auto_bind=True,
        ) as conn:
            conn.search(self.BASE, query, search_scope=SUBTREE, attributes=self.ATTRIBUTES, size_limit=50)
            return [
                {"name": str(e.cn), "mail": str(e.mail), "room": str(e.roomNumber)}
                for e in conn.entries
            ]
