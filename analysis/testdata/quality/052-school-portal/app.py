"""School portal API: application factory with global rate limits."""
import os
from datetime import timedelta

from flask import Flask, jsonify
from flask_jwt_extended import JWTManager
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from auth import auth_bp
from models import db

jwt = JWTManager()
limiter = Limiter(
    get_remote_address,
    default_limits=["200 per day", "20 per minute"],
    storage_uri=os.environ.get("REDIS_URL", "memory://"),
)


def create_app(config=None):
    """Create and configure the application."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
    app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(minutes=15)
    if config:
        app.config.update(config)

    db.init_app(app)
    jwt.init_app(app)
    limiter.init_app(app)
    app.register_blueprint(auth_bp)

    @app.errorhandler(429)
    def too_many_requests(error):
        return jsonify({"error": "Too many requests"}), 429

    @app.get("/health")
    @limiter.exempt
    def health():
        return jsonify({"status": "ok"})

    return app
