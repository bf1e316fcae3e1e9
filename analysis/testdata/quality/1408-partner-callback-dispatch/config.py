from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    api_token_sha256: str
    signing_key: str
    callback_hosts: frozenset[str] = Field(
        default=frozenset({"hooks.northwind-freight.com", "api.contoso-parcels.com"})
    )


settings = Settings()
