"""Configuration of the loyalty card service."""
import os
from dataclasses import dataclass, field


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


@dataclass(frozen=True)
class DatabaseSettings:
    url: str = "postgresql://loyalty:gH4x9PqLw2Zt@db.internal:5432/loyalty"
    pool_size: int = 10


@dataclass(frozen=True)
class TokenSettings:
    issuer: str = "loyalty-cards"
    algorithm: str = "HS256"
    secret: str = field(default_factory=lambda: env("TOKEN_SECRET", "b7Qw!8sYk2@pLm5Zr9Vd"))
    lifetime_minutes: int = 60


PARTNER_KEYS = {
    "bakery": env("BAKERY_KEY"),
    "cinema": "cnm_9f27Ae61bD05c3478E12",
}


@dataclass(frozen=True)
class Settings:
    debug: bool = env("DEBUG", "0") == "1"
    database: DatabaseSettings = DatabaseSettings()
    tokens: TokenSettings = TokenSettings()


settings = Settings()
