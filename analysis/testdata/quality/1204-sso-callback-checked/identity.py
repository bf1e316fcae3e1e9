import hmac
import time
from functools import lru_cache

import jwt

from config import get_settings


class IdentityError(Exception):
    pass


@lru_cache(maxsize=1)
def _jwks_client() -> jwt.PyJWKClient:
    return jwt.PyJWKClient(get_settings().jwks_url, timeout=5)


def read_id_token(raw_token: str, nonce: str) -> dict:
    """Validate the ID token the provider posted back and return its claims."""
    settings = get_settings()
    try:
        key = _jwks_client().get_signing_key_from_jwt(raw_token).key
        claims = jwt.decode(
            raw_token,
            key,
            algorithms=["RS256"],
            audience=settings.client_id,
            issuer=settings.issuer,
            options={"require": ["exp", "iat", "sub", "nonce"]},
        )
    except jwt.PyJWTError as exc:
        raise IdentityError("token rejected") from exc
    if not hmac.compare_digest(claims["nonce"].encode(), nonce.encode()):
        raise IdentityError("nonce mismatch")
    return claims


def issue_session(claims: dict) -> str:
    settings = get_settings()
    now = int(time.time())
    payload = {
        "sub": claims["sub"],
        "email": claims.get("email"),
        "iat": now,
        "exp": now + settings.session_hours * 3600,
    }
    return jwt.encode(payload, settings.session_key, algorithm="HS256")
