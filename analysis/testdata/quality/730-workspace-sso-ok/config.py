import os


class Settings:
    issuer = os.getenv("OIDC_ISSUER", "https://login.workhub.app")
    audience = os.getenv("OIDC_AUDIENCE", "workhub-api")
    session_key = os.environ["SESSION_KEY"]
    database_url = os.environ["DATABASE_URL"]


settings = Settings()
