import os

from flask import Flask
from flask_login import LoginManager

from routes import files

login_manager = LoginManager()


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SECRET_KEY"]
    app.config["FILES_ROOT"] = os.environ.get("FILES_ROOT", "/srv/files")
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    app.config["SESSION_COOKIE_SECURE"] = True
    login_manager.init_app(app)
    app.register_blueprint(files)
    return app
