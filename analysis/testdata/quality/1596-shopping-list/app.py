import os

from flask import Flask
from flask_login import LoginManager, UserMixin
from flask_wtf import CSRFProtect

from lists import bp
from models import User, database


class SignedIn(UserMixin):
    def __init__(self, user):
        self.id = user.id


def load_user(user_id):
    user = User.get_or_none(User.id == int(user_id))
    return SignedIn(user) if user else None


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["SECRET_KEY"],
        MAX_CONTENT_LENGTH=32 * 1024,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    CSRFProtect(app)
    manager = LoginManager(app)
    manager.user_loader(load_user)

    @app.before_request
    def open_database():
        database.connect(reuse_if_open=True)

    @app.teardown_request
    def close_database(_error):
        if not database.is_closed():
            database.close()

    app.register_blueprint(bp)
    return app
