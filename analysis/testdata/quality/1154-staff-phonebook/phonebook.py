"""Company phone book with LDAP sign-in.

Employees sign in with their directory account and can look up colleagues by
name or department. Results come straight from Active Directory.
"""
import logging
import os
import ssl

from flask import Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from ldap3 import SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

# ---------------------------------------------------------------------------
# Configuration
# ---------------------------------------------------------------------------
LDAP_HOST = os.getenv("LDAP_HOST", "ldap.internal")
LDAP_BASE_DN = os.getenv("LDAP_BASE_DN", "ou=people,dc=corp,dc=internal")
LDAP_BIND_DN = os.environ["LDAP_BIND_DN"]
LDAP_BIND_PASSWORD = os.environ["LDAP_BIND_PASSWORD"]

logger = logging.getLogger(__name__)

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]
app.config.update(
    MAX_CONTENT_LENGTH=16 * 1024,
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])


class DirectoryClient:
    """Thin wrapper around ldap3 that hides connection handling."""

    def __init__(self, host: str, base_dn: str) -> None:
        tls = Tls(validate=ssl.CERT_REQUIRED)
        self.server = Server(host, use_ssl=True, tls=tls, connect_timeout=5)
        self.base_dn = base_dn

    def connect(self, user: str, password: str) -> Connection:
        return Connection(
            self.server, user=user, password=password, auto_bind=True, receive_timeout=10
        )

    def find_user_dn(self, uid: str) -> str | None:
        """Look up the distinguished name that belongs to a login name."""
        query = f"(&(objectClass=person)(uid={escape_filter_chars(uid)}))"
        with self.connect(LDAP_BIND_DN, LDAP_BIND_PASSWORD) as conn:
            conn.search(self.base_dn, query, search_scope=SUBTREE, attributes=["uid"], size_limit=1)
            return conn.entries[0].entry_dn if conn.entries else None

    def search_people(self, name: str, department: str) -> list[dict]:
        """Find people by (partial) name and optional department."""
        parts = ["(objectClass=person)", "(cn=*%s*)" % escape_filter_chars(name)]
        if department:
            parts.append("(departmentNumber=%s)" % escape_filter_chars(department))
        query = "(&" + "".join(parts) + ")"
        with self.connect(LDAP_BIND_DN, LDAP_BIND_PASSWORD) as conn:
            conn.search(
                self.base_dn,
                query,
                attributes=["cn", "mail", "telephoneNumber"],
                size_limit=100,
            )
            return [
                {"name": str(e.cn), "mail": str(e.mail), "phone": str(e.telephoneNumber)}
                for e in conn.entries
            ]


directory = DirectoryClient(LDAP_HOST, LDAP_BASE_DN)


@app.post("/login")
@limiter.limit("5 per minute")
def login():
    """Authenticate with a directory bind and start a session."""
    data = request.get_json()
    username, password = str(data.get("username", "")), str(data.get("password", ""))
    if not username or not password:
        return jsonify(error="username and password are required"), 400
    try:
        user_dn = directory.find_user_dn(username)
        if user_dn is None:
            return jsonify(error="invalid credentials"), 401
        directory.connect(user_dn, password).unbind()
    except LDAPException:
        logger.exception("directory bind failed")
        return jsonify(error="invalid credentials"), 401
    session.clear()
    session["user_dn"] = user_dn
    return jsonify(status="ok")


@app.get("/people")
def people():
    """Search colleagues; requires a signed-in session."""
    if "user_dn" not in session:
        return jsonify(error="not signed in"), 401
    results = directory.search_people(
        request.args.get("name", ""), request.args.get("department", "")
    )
    return jsonify(results)
