import os
from collections.abc import Callable
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2AuthorizationCodeBearer

ISSUER = os.environ["OIDC_ISSUER"]
keys = jwt.PyJWKClient(f"{ISSUER}/protocol/openid-connect/certs", timeout=5)
oauth2 = OAuth2AuthorizationCodeBearer(
    authorizationUrl=f"{ISSUER}/protocol/openid-connect/auth", tokenUrl=f"{ISSUER}/protocol/openid-connect/token"
)


def require_scope(scope: str) -> Callable[..., str]:
    def check(token: Annotated[str, Depends(oauth2)]) -> str:
        try:
            key = keys.get_signing_key_from_jwt(token).key
            claims = jwt.decode(token, key, algorithms=["RS256"], audience="herbarium", issuer=ISSUER)
        except jwt.PyJWTError:
            raise HTTPException(401, "Invalid token") from None
        if scope not in claims.get("scope", "").split():
            raise HTTPException(403, "Not allowed")
        return claims["sub"]
    return check
