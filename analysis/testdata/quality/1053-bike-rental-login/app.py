import os

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from auth import auth
from shop import shop

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
CSRFProtect(app)
app.register_blueprint(auth)
app.register_blueprint(shop)

if __name__ == "__main__":
    app.run(port=8000)
