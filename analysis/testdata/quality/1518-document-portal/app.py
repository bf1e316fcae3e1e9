import os

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from portal import bp
from users import load_user


def create_app():
    app = Flask(__name__)
    app.config.from_mapping(
        SECRET_KEY=os.environ["PORTAL_SECRET"],
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    CSRFProtect(app)
    manager = LoginManager(app)
    manager.user_loader(load_user)
    app.register_blueprint(bp)
    return app
