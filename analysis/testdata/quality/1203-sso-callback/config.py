import os
from functools import lru_cache


class Settings:
    def __init__(self):
        self.issuer = os.environ["OIDC_ISSUER"]
        self.client_id = os.environ["OIDC_CLIENT_ID"]
        self.session_key = os.getenv("SESSION_KEY", "pT9w2LxV7qRb4ZsYk1Nf8HcJ")
        self.base_url = os.environ["PORTAL_URL"]
        self.session_hours = 8


@lru_cache
def get_settings():
    return Settings()
