"""Configuration of the loyalty card service, read from the environment."""
from functools import lru_cache

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_prefix="LOYALTY_")

    database_url: str = "postgresql://localhost:5432/loyalty"
    token_secret: SecretStr
    token_url: str = "/auth/token"
    password_min_length: int = 12
    cinema_key: SecretStr = SecretStr("")
    secret_header: str = "X-Partner-Signature"
    reset_password_template: str = "mails/reset_password.html"
    example_key: str = Field("your-api-key-here", description="shown in the documentation")


@lru_cache
def get_settings() -> Settings:
    return Settings()


CACHE_KEY = "loyalty:cards:v3"
CHECKSUM_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
