"""Turns the bearer token into a Principal."""
import logging
import os
from dataclasses import dataclass

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jwt import PyJWKClient

logger = logging.getLogger("auth")

ISSUER = os.environ["SSO_ISSUER"]
AUDIENCE = "tenant-console"

bearer = HTTPBearer()
jwks = PyJWKClient(os.environ["SSO_JWKS_URL"], cache_keys=True, timeout=5)


@dataclass(frozen=True)
class Principal:
    subject: str
    org_id: str
    roles: tuple[str, ...] = ()


def read_claims(token: str) -> dict:
    """Verify the token against the key set of the SSO and return its claims."""
    key = jwks.get_signing_key_from_jwt(token)
    return jwt.decode(
        token,
        key.key,
        algorithms=["RS256"],
        audience=AUDIENCE,
        issuer=ISSUER,
        options={"require": ["exp", "sub", "org"]},
    )


def get_principal(
    credentials: HTTPAuthorizationCredentials = Depends(bearer),
) -> Principal:
    try:
        claims = read_claims(credentials.credentials)
    except jwt.PyJWTError:
        logger.info("bearer token rejected", exc_info=True)
        raise HTTPException(status_code=401, detail="Could not validate token")
    return Principal(
        subject=claims["sub"],
        org_id=claims["org"],
        roles=tuple(claims.get("roles", ())),
    )
