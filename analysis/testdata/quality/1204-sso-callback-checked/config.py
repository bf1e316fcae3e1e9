import os
from functools import lru_cache


class Settings:
    def __init__(self):
        self.issuer = os.environ["OIDC_ISSUER"]
        self.client_id = os.environ["OIDC_CLIENT_ID"]
        self.jwks_url = os.environ["OIDC_JWKS_URL"]
        self.session_key = os.environ["SESSION_KEY"]
        self.base_url = os.environ["PORTAL_URL"]
        self.session_hours = 8


@lru_cache
def get_settings():
    return Settings()
