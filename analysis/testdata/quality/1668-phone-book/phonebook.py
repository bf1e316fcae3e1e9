"""Company phone book backed by Active Directory."""
import logging
import os

from flask import Blueprint, abort, current_app, g, jsonify, request
from ldap3 import SUBTREE, Connection, Server
from ldap3.utils.conv import escape_filter_chars

phonebook = Blueprint("phonebook", __name__)
logger = logging.getLogger(__name__)

BASE_DN = "ou=People,dc=brauer-logistik,dc=de"
BIND_DN = "cn=phonebook,ou=Services,dc=brauer-logistik,dc=de"
BIND_PASSWORD = os.environ["LDAP_BIND_PASSWORD"]
ATTRS = ["cn", "telephoneNumber", "department", "mail"]


class Directory:
    def __init__(self, host):
        self.server = Server(host, use_ssl=True, connect_timeout=5)

    def lookup(self, criteria):
        conn = Connection(self.server, BIND_DN, BIND_PASSWORD, auto_bind=True, receive_timeout=10)
        try:
            conn.search(BASE_DN, criteria, SUBTREE, attributes=ATTRS, size_limit=50)
            return [entry.entry_attributes_as_dict for entry in conn.entries]
        finally:
            conn.unbind()


def build_filter(name, department=None):
    parts = ["(objectClass=person)", "(cn=*%s*)" % escape_filter_chars(name)]
    if department:
        parts.append("(department=%s)" % escape_filter_chars(department))
    return "(&" + "".join(parts) + ")"


@phonebook.before_request
def require_login():
    if getattr(g, "user", None) is None:
        abort(401)


@phonebook.route("/people")
def people():
    name = request.args.get("name", "")
    if len(name) < 2:
        return jsonify({"error": "Please type at least two letters"}), 400
    criteria = build_filter(name, request.args.get("department"))
    directory = Directory(current_app.config["LDAP_HOST"])
    found = directory.lookup(criteria)
    logger.info("phone book search, %d hits", len(found))
    return jsonify(found)
