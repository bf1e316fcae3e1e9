"""Blueprint: phone book of the company, read from Active Directory."""
import os
import ssl

from flask import Blueprint, current_app, jsonify, request
from flask_login import login_required
from ldap3 import Connection, Server, Tls
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

bp = Blueprint("directory", __name__, url_prefix="/directory")

BASE_DN = "ou=people,dc=corp,dc=local"
ATTRS = ["cn", "mail", "telephoneNumber", "department"]


def get_connection():
    tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file="/etc/ssl/certs/corp-ca.pem")
    server = Server(os.environ["LDAP_HOST"], use_ssl=True, tls=tls, connect_timeout=5)
    return Connection(
        server,
        user=os.environ["LDAP_BIND_DN"],
        password=os.environ["LDAP_BIND_PASSWORD"],
        auto_bind=True,
        receive_timeout=10,
    )


def build_filter(name, department=None):
    parts = [f"(cn=*{escape_filter_chars(name)}*)", "(objectClass=person)"]
    if department:
        parts.append(f"(department={escape_filter_chars(department)})")
    return "(&" + "".join(parts) + ")"


@bp.route("/search")
@login_required
def search():
    name = request.args.get("name", "").strip()
    if len(name) < 2:
        return jsonify(error="Please give at least two letters"), 400
    flt = build_filter(name, request.args.get("department"))
    try:
        with get_connection() as conn:
            conn.search(BASE_DN, flt, attributes=ATTRS, size_limit=50)
            people = [{a: str(entry[a]) for a in ATTRS} for entry in conn.entries]
    except LDAPException as e:
        current_app.logger.error("LDAP search failed", exc_info=e)
        return jsonify(error="The directory is not available right now"), 502
    return jsonify(people)
