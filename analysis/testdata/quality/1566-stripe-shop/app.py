import os

from flask import Flask
from flask_login import LoginManager, UserMixin

from csrf import csrf
from shop import bp

manager = LoginManager()


class Buyer(UserMixin):
    def __init__(self, number):
        self.id = number


@manager.user_loader
def load(user_id):
    return Buyer(int(user_id))


def create_app():
    app = Flask(__name__)
    app.config.update(SECRET_KEY=os.environ["SECRET_KEY"], MAX_CONTENT_LENGTH=256 * 1024, SERVER_NAME=os.environ["HOST"],
                      PREFERRED_URL_SCHEME="https", SESSION_COOKIE_SECURE=True, SESSION_COOKIE_HTTPONLY=True,
                      SESSION_COOKIE_SAMESITE="Lax")
    csrf.init_app(app)
    manager.init_app(app)
    app.register_blueprint(bp)
    return app
