import os

from flask import Flask

from recipes import recipes_bp


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    app.config["PHOTO_DIR"] = os.path.join(app.instance_path, "photos")
    app.config["MAX_CONTENT_LENGTH"] = 8 * 1024 * 1024
    app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")
    os.makedirs(app.config["PHOTO_DIR"], exist_ok=True)
    app.register_blueprint(recipes_bp, url_prefix="/recipes")
    return app


if __name__ == "__main__":
    create_app().run()
