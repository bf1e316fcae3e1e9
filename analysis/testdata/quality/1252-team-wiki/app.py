import os

from flask import Flask
from flask_wtf.csrf import CSRFProtect

import db
import wiki

csrf = CSRFProtect()


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["SECRET_KEY"],
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=1024 * 1024,
    )
    csrf.init_app(app)
    app.teardown_appcontext(db.close_db)
    app.register_blueprint(wiki.bp)
    return app
