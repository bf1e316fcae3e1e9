from flask import Flask

from items import bp as items_bp


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    app.register_blueprint(items_bp, url_prefix="/api/items")
    return app
