"""Members area: login, profile, editable mail templates."""
import logging
import os

from flask import Blueprint, Flask, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from members import MemberService, TemplateStore, WrongCredentials

logger = logging.getLogger(__name__)
limiter = Limiter(key_func=get_remote_address)
api = Blueprint("api", __name__, url_prefix="/api")
limiter.limit("30/minute")(api)

service = MemberService(os.environ["DATABASE_URL"])
templates = TemplateStore(os.environ.get("TEMPLATE_DIR", "mail_templates"))


@api.post("/login")
def login():
    """Check e-mail and password and return the member."""
    body = request.get_json(silent=True) or {}
    try:
        member = service.authenticate(body.get("email", ""), body.get("password", ""))
    except WrongCredentials:
        logger.warning("Failed login for %s", body.get("email"))
        return jsonify(status="error", message="Wrong e-mail or password"), 401
    logger.info("Member %s logged in", member.id)
    return jsonify(status="ok", member={"id": member.id, "name": member.name})


@api.get("/members")
def search_members():
    found = service.search(request.args.get("q", ""))
    return jsonify([m.as_dict() for m in found])


@api.get("/members/<int:member_id>/card")
def member_card(member_id):
    member = service.get(member_id)
    if member is None:
        return jsonify(status="error"), 404
    return jsonify(name=member.name, city=member.city)


@api.get("/templates/<name>")
def read_template(name):
    return jsonify(name=name, text=templates.read(name))


@api.put("/templates")
def save_template():
    body = request.get_json()
    templates.write(body["name"], body["text"])
    return jsonify(status="saved")


def create_app():
    app = Flask(__name__)
    limiter.init_app(app)
    app.register_blueprint(api)
    return app
