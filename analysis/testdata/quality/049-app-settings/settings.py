"""Application settings."""
import os
from functools import lru_cache

from pydantic import BaseModel


class MailSettings(BaseModel):
    """SMTP account used for notifications."""

    host: str = "smtp.fastmail-relay.net"
    port: int = 587
    username: str = "notifications@acme-shop.com"
    password: str = "rJ4!wqPz81xN"


class Settings(BaseModel):
    app_name: str = "Acme Shop"
    debug: bool = False
    database_url: str = os.getenv("DATABASE_URL") or "mysql://shop:W3lk0m-Shop-77@10.0.4.12/shop"
    redis_url: str = os.getenv("REDIS_URL", "redis://localhost:6379/0")
    jwt_algorithm: str = "HS256"
    token_url: str = "/auth/token"
    mail: MailSettings = MailSettings()


@lru_cache
def get_settings() -> Settings:
    """Return the settings, read once."""
    return Settings()
