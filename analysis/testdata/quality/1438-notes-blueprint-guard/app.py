import os

from flask import Flask, jsonify
from flask_wtf.csrf import CSRFProtect

from extensions import db, limiter
from auth import auth_bp
from notes import notes_bp


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["SECRET_KEY"],
        SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": True,
            "connect_args": {"connect_timeout": 5},
        },
        RATELIMIT_STORAGE_URI=os.environ["REDIS_URL"],
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=256 * 1024,
    )
    db.init_app(app)
    limiter.init_app(app)
    CSRFProtect(app)
    app.register_blueprint(auth_bp)
    app.register_blueprint(notes_bp)

    @app.get("/healthz")
    def healthz():
        return jsonify(status="ok")

    return app
