"""Settings: everything confidential is read from the environment or a secret file."""
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

SECRET_KEY_ENV = "APP_SECRET_KEY"
PASSWORD_HASH_METHOD = "pbkdf2:sha256:600000"
TOKEN_HEADER = "X-Api-Token"
CSRF_TOKEN_NAME = "csrf_token"
PASSWORD_POLICY = "at-least-12-characters"


class MissingSetting(RuntimeError):
    pass


def required(name: str) -> str:
    """Value of an environment variable or of the file named by NAME_FILE."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    try:
        return os.environ[name]
    except KeyError:
        raise MissingSetting(name) from None


class Config:
    SECRET_KEY = os.environ.get(SECRET_KEY_ENV) or secrets.token_hex(32)
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "sqlite:///app.db")
    MAIL_PASSWORD = os.environ.get("MAIL_PASSWORD", "")
    SESSION_COOKIE_NAME = "shop_session"
    PASSWORD_RESET_URL = "https://shop.example/reset-password"


@dataclass
class PaymentSettings:
    api_key: str = field(default_factory=lambda: required("PAYMENT_API_KEY"), repr=False)
    webhook_secret: str = field(default_factory=lambda: required("PAYMENT_WEBHOOK_SECRET"), repr=False)
    endpoint: str = "https://api.payments.example/v2"
    public_key_url: str = "https://api.payments.example/.well-known/jwks.json"

    def dsn(self) -> str:
        user, password = os.environ["DB_USER"], os.environ["DB_PASSWORD"]
        return f"postgresql://{user}:{password}@{os.environ['DB_HOST']}/payments"
