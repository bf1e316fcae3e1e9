import os

import ldap3
from flask import Blueprint, jsonify, request, session
from ldap3.core.exceptions import LDAPException

bp = Blueprint("login", __name__)

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
        flt = "(&(objectClass=person)(uid={}))".format(username)
        self.conn.search(BASE_DN, flt, attributes=["cn", "mail", "memberOf"])
        return self.conn.entries[0] if self.conn.entries else None

    def check(self, dn, password):
        try:
            user_conn = ldap3.Connection(SERVER, user=dn, password=password, receive_timeout=10)
            return user_conn.bind()
        except LDAPException:
            return False


@bp.post("/api/login")
def login():
    data = request.get_json()
    username = data.get("username", "")
    password = data.get("password", "")
    if not username or not password:
        return jsonify(error="Missing credentials"), 400

    directory = Directory()
    entry = directory.find(username)
    if entry is None or not directory.check(entry.entry_dn, password):
        return jsonify(error="Invalid credentials"), 401

    # In a real application you would also check the group membership here
    session.clear()
    session["dn"] = entry.entry_dn
    session["name"] = str(entry.cn)
    return jsonify(name=str(entry.cn))
