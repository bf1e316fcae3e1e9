import os

import httpx
import jwt
from jwt import PyJWKClient

ISSUER = os.environ["OIDC_ISSUER"].rstrip("/")
CLIENT_ID = os.environ["OIDC_CLIENT_ID"]
CLIENT_SECRET = os.environ["OIDC_CLIENT_SECRET"]
REDIRECT_URI = os.environ["OIDC_REDIRECT_URI"]


class OidcClient:
    def __init__(self) -> None:
        self._http = httpx.AsyncClient(timeout=10.0)
        self._jwks = PyJWKClient(f"{ISSUER}/.well-known/jwks.json", timeout=10)

    async def exchange(self, code: str) -> dict:
        response = await self._http.post(
            f"{ISSUER}/oauth2/token",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": REDIRECT_URI,
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
            },
        )
        response.raise_for_status()
        return response.json()

    def identity(self, id_token: str) -> dict:
        key = self._jwks.get_signing_key_from_jwt(id_token).key
        return jwt.decode(
            id_token, key, algorithms=["RS256"], audience=CLIENT_ID, issuer=ISSUER
        )
