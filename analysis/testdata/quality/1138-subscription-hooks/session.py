import os
from dataclasses import dataclass
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer


@dataclass(frozen=True)
class Account:
    id: int
    plan: str


class SessionReader:
    issuer = "https://id.fernlearn.io/"

    def __init__(self) -> None:
        self._keys = jwt.PyJWKClient(f"{self.issuer}jwks.json", cache_keys=True, timeout=5)

    def claims(self, token: str) -> dict:
        key = self._keys.get_signing_key_from_jwt(token).key
        return jwt.decode(token, key, algorithms=["RS256"], issuer=self.issuer, audience=os.environ["AUDIENCE"])

    def account(self, token: str) -> Account:
        claims = self.claims(token)
        return Account(int(claims["sub"]), str(claims.get("plan", "free")))


reader = SessionReader()
bearer = HTTPBearer()


def current_account(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> Account:
    try:
        return reader.account(credentials.credentials)
    except (jwt.PyJWTError, KeyError, ValueError):
        raise HTTPException(401, "Sign in again")


CurrentAccount = Annotated[Account, Depends(current_account)]
