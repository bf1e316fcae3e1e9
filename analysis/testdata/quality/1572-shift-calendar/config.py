from functools import lru_cache

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHIFTS_", secrets_dir="/run/secrets")

    feed_key: SecretStr
    session_key: SecretStr
    database_url: SecretStr
    redis_url: SecretStr
    public_url: str


@lru_cache
def get_settings() -> Settings:
    return Settings()
