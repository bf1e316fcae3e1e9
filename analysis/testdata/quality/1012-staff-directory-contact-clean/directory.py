import os
import smtplib
import ssl
from email.message import EmailMessage

from flask import Flask, jsonify, request
from flask_login import LoginManager, current_user, login_required
from flask_wtf import CSRFProtect
from ldap3 import SUBTREE, Connection, Server, Tls
from ldap3.utils.conv import escape_filter_chars

from users import load_user

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"

CSRFProtect(app)

login_manager = LoginManager(app)
login_manager.user_loader(load_user)

BASE_DN = "ou=people,dc=corp,dc=example"
ATTRS = ["cn", "mail", "telephoneNumber", "department", "title"]


def ldap_connection():
    server = Server(
        os.environ["LDAP_HOST"],
        port=636,
        use_ssl=True,
        tls=Tls(validate=ssl.CERT_REQUIRED),
        connect_timeout=5,
    )
    return Connection(
        server,
        user=os.environ["LDAP_BIND_DN"],
        password=os.environ["LDAP_BIND_PASSWORD"],
        auto_bind=True,
        receive_timeout=10,
    )


def build_filter(name, department=None):
    parts = ["(objectClass=inetOrgPerson)", "(cn=*%s*)" % escape_filter_chars(name)]
    if department:
        parts.append("(department=%s)" % escape_filter_chars(department))
    return "(&" + "".join(parts) + ")"


@app.route("/directory")
@login_required
def directory():
    name = request.args.get("name", "")
    ldap_filter = build_filter(name, request.args.get("department"))
    with ldap_connection() as conn:
        conn.search(BASE_DN, ldap_filter, SUBTREE, attributes=ATTRS, size_limit=50)
        people = [entry.entry_attributes_as_dict for entry in conn.entries]
    return jsonify(people)


@app.route("/directory/message", methods=["POST"])
@login_required
def send_message():
    """Let a colleague send a short message to the facilities desk."""
    subject = " ".join(request.form.get("subject", "Message").split())[:120]
    message = EmailMessage()
    message["From"] = "directory@corp.example"
    message["To"] = "facilities@corp.example"
    message["Reply-To"] = current_user.email
    message["Subject"] = f"[Directory] {subject}"
    message.set_content(request.form.get("text", "")[:5000])
    with smtplib.SMTP(os.environ["SMTP_HOST"], 25, timeout=10) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        smtp.send_message(message)
    return jsonify(sent=True)
