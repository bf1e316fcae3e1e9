import os


class Settings:
    issuer = os.getenv("OIDC_ISSUER", "https://login.workhub.app")
    audience = os.getenv("OIDC_AUDIENCE", "workhub-api")
    session_key = os.getenv("SESSION_KEY", "9fQ2x!mT7vLw0Rk3ZpY8sGd")
    database_url = "postgresql://workhub:Tr4vel-Lamp-77@db.internal:5432/workhub"


settings = Settings()
