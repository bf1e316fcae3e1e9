from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="MEDIA_")

    aws_region: str = "eu-central-1"
    media_bucket: str
    database_url: SecretStr
    jwks_url: str
    jwt_audience: str = "media-api"
    jwt_issuer: str


settings = Settings()
