import os

import ldap3
from flask import Blueprint, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

bp = Blueprint("login", __name__)
limiter = Limiter(get_remote_address, storage_uri=os.environ["REDIS_URL"])

SERVER = ldap3.Server(os.environ["LDAP_URL"], use_ssl=True, connect_timeout=5)
BASE_DN = "ou=people,dc=corp,dc=local"


class Directory:
    def __init__(self):
        self.conn = ldap3.Connection(
            SERVER,
            user=os.environ["LDAP_BIND_DN"],
            password=os.environ["LDAP_BIND_PASSWORD"],
            auto_bind=True,
            receive_timeout=10,
        )

    def find(self, username):
        flt = "(&(objectClass=person)(uid={}))".format(escape_filter_chars(username))
        self.conn.search(BASE_DN, flt, attributes=["cn", "mail", "memberOf"])
        return self.conn.entries[0] if len(self.conn.entries) == 1 else None

    def check(self, dn, password):
        try:
            user_conn = ldap3.Connection(SERVER, user=dn, password=password, receive_timeout=10)
            return user_conn.bind()
        except LDAPException:
            return False


@bp.post("/api/login")
@limiter.limit("5 per minute")
def login():
    data = request.get_json()
    username = str(data.get("username", ""))
    password = str(data.get("password", ""))
    if not username or not password:
        return jsonify(error="Missing credentials"), 400

    directory = Directory()
    entry = directory.find(username)
    if entry is None or not directory.check(entry.entry_dn, password):
        return jsonify(error="Invalid credentials"), 401

    session.clear()
    session["dn"] = entry.entry_dn
    session["name"] = str(entry.cn)
    return jsonify(name=str(entry.cn))
