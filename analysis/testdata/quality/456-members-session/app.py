"""Members area: login with flask-login, profile, editable mail templates."""
import logging
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flask import Blueprint, Flask, abort, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user

from store import MemberStore

logger = logging.getLogger(__name__)
limiter = Limiter(key_func=get_remote_address)
login_manager = LoginManager()
api = Blueprint("api", __name__, url_prefix="/api")

TEMPLATE_DIR = Path(os.environ.get("TEMPLATE_DIR", "mail_templates"))
TEMPLATES = ("welcome", "invoice", "password_reset")


@dataclass
class MemberView:
    """What other members may see."""

    id: int
    name: str
    city: str = ""

    @classmethod
    def from_row(cls, row):
        return cls(row["id"], row["name"], row["city"])


class SessionUser(UserMixin):
    def __init__(self, row):
        self.id = row["id"]
        self.name = row["name"]


def members():
    return MemberStore(os.environ["DATABASE_URL"])


def sign_in(row):
    """Start the session of the member."""
    session.permanent = True
    login_user(SessionUser(row), remember=False)
    return jsonify(status="ok", member=asdict(MemberView.from_row(row)))


@login_manager.user_loader
def load(member_id):
    row = members().by_id(int(member_id))
    return SessionUser(row) if row else None


@api.post("/login")
@limiter.limit("5/minute;20/hour")
def login():
    body = request.get_json(silent=True) or {}
    row = members().authenticate(body.get("email", ""), body.get("password", ""))
    if row is None:
        logger.warning("Failed login (password mismatch) for %s", body.get("email"))
        return jsonify(status="error"), 401
    return sign_in(row)


@api.post("/logout")
@login_required
def logout():
    logout_user()
    return "", 204


@api.get("/members")
@login_required
def search():
    rows = members().search(request.args.get("q", ""))
    return jsonify([asdict(MemberView.from_row(r)) for r in rows])


@api.get("/me")
@login_required
def me():
    row = dict(members().by_id(current_user.id))
    row.pop("password_hash", None)
    row.pop("totp_secret", None)
    return jsonify(row)


def template_path(name):
    if name not in TEMPLATES:
        abort(404)
    return TEMPLATE_DIR / f"{name}.txt"


@api.get("/templates/<name>")
@login_required
def read_template(name):
    return jsonify(name=name, text=template_path(name).read_text(encoding="utf-8"))


@api.put("/templates/<name>")
@login_required
def save_template(name):
    template_path(name).write_text(request.get_json()["text"], encoding="utf-8")
    return jsonify(status="saved")


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    login_manager.init_app(app)
    limiter.init_app(app)
    app.register_blueprint(api)
    return app
