import os

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from models import Cook, database
from recipes import bp

login_manager = LoginManager()


@login_manager.user_loader
def load_cook(cook_id):
    return Cook.get_or_none(Cook.id == int(cook_id))


def create_app():
    app = Flask(__name__)
    app.config.update(SECRET_KEY=os.environ["SECRET_KEY"], MAX_CONTENT_LENGTH=128 * 1024,
                      SESSION_COOKIE_SECURE=True, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    CSRFProtect(app)  # the front end sends X-CSRFToken
    login_manager.init_app(app)
    app.before_request(lambda: database.connect(reuse_if_open=True) and None)
    app.teardown_request(lambda _exc: database.is_closed() or database.close())
    app.register_blueprint(bp)
    return app
