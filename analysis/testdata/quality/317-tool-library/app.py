import os

from flask import Blueprint, Flask, jsonify, render_template
from flask_login import current_user, login_required

from auth import auth
from extensions import limiter, login_manager
from models import Borrower, Tool, Volunteer, db

tools = Blueprint("tools", __name__)


@login_manager.user_loader
def load_user(user_id):
    if user_id.startswith("v"):
        return db.session.get(Volunteer, int(user_id[1:]))
    return db.session.get(Borrower, int(user_id))


@tools.get("/")
@limiter.limit("60 per minute")
def index():
    return render_template("tools.html", tools=Tool.query.order_by(Tool.title).all())


@tools.get("/mine")
@login_required
def mine():
    borrowed = Tool.query.filter_by(borrowed_by=current_user.id).all()
    return jsonify([{"id": t.id, "title": t.title, "due": t.due.isoformat()} for t in borrowed])


@tools.get("/desk")
@login_required
def desk():
    return render_template("desk.html", out=Tool.query.filter(Tool.borrowed_by.isnot(None)).all())


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["TOOLS_SECRET"],
        SQLALCHEMY_DATABASE_URI=os.environ.get("TOOLS_DB", "sqlite:///tools.db"),
        SESSION_COOKIE_HTTPONLY=True,
    )
    db.init_app(app)
    limiter.init_app(app)
    login_manager.init_app(app)
    app.register_blueprint(auth)
    app.register_blueprint(tools)
    return app
