"""Sign-in of warehouse staff against the company directory."""
import logging
import os

from ldap3 import Connection, Server
from ldap3.core.exceptions import LDAPException

BASE = "ou=staff,dc=packhaus,dc=local"
log = logging.getLogger("labels.directory")
server = Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=5)


def dn_of(username):
    conn = Connection(
        server, os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"], auto_bind=True, receive_timeout=10
    )
    query = "(&(objectClass=person)(uid=%s))" % username
    conn.search(BASE, query, attributes=["uid"])
    return conn.entries[0].entry_dn if len(conn.entries) == 1 else None


def sign_in(username, password):
    if not username or not password:
        return False
    try:
        dn = dn_of(username)
        return dn is not None and Connection(server, dn, password, receive_timeout=10).bind()
    except LDAPException:
        log.exception("directory sign-in failed")
        return False
