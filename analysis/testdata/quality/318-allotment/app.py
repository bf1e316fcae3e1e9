import os

from flask import Blueprint, Flask, jsonify
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, current_user, login_required

from auth import auth
from models import Plot, Tenant, db

plots = Blueprint("plots", __name__)
login_manager = LoginManager()
limiter = Limiter(key_func=get_remote_address)


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(Tenant, int(user_id))


@plots.get("/plots/mine")
@login_required
def mine():
    rows = Plot.query.filter_by(tenant_id=current_user.id).all()
    return jsonify([{"id": p.id, "label": p.label} for p in rows])


@plots.get("/plots/free")
def free():
    return jsonify([p.label for p in Plot.query.filter(Plot.tenant_id.is_(None))])


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["ALLOTMENT_SECRET"]
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("ALLOTMENT_DB", "sqlite:///plots.db")
    db.init_app(app)
    login_manager.init_app(app)
    limiter.init_app(app)
    limiter.limit("6 per minute")(auth)
    app.register_blueprint(auth)
    app.register_blueprint(plots)
    return app
