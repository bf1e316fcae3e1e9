"""Single sign-on against the company's identity provider."""
import requests
from django.conf import settings


class SsoClient:
    def __init__(self):
        self.base = settings.SSO_BASE_URL
        self.client_id = settings.SSO_CLIENT_ID
        self.client_secret = settings.SSO_CLIENT_SECRET

    def exchange(self, code):
        resp = requests.post(
            f"{self.base}/oauth/token",
            data={"grant_type": "authorization_code", "code": code},
            auth=(self.client_id, self.client_secret),
        )
        resp.raise_for_status()
        return resp.json()["access_token"]

    def profile(self, token):
        resp = requests.get(f"{self.base}/userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=10)
        resp.raise_for_status()
        return resp.json()
