import os

from flask import Flask
from flask_wtf import CSRFProtect

from account import bp as account_bp, limiter
from forum import bp as forum_bp
from models import db


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["SECRET_KEY"],
        SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
        SQLALCHEMY_ENGINE_OPTIONS={"pool_timeout": 10, "pool_pre_ping": True},
        RATELIMIT_STORAGE_URI=os.environ["REDIS_URL"],
        MAX_CONTENT_LENGTH=256 * 1024,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    CSRFProtect(app)
    db.init_app(app)
    limiter.init_app(app)
    app.register_blueprint(account_bp)
    app.register_blueprint(forum_bp)
    return app
