import os
from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from auth import auth
from extensions import limiter

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    PERMANENT_SESSION_LIFETIME=timedelta(days=30),
)
CSRFProtect(app)
limiter.init_app(app)
app.register_blueprint(auth)

if __name__ == "__main__":
    app.run(port=8000)
