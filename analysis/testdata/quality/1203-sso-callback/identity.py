import time

import jwt

from config import get_settings


class IdentityError(Exception):
    pass


def read_id_token(raw_token: str) -> dict:
    """Extract the user's claims from the ID token the provider posted back."""
    settings = get_settings()
    claims = jwt.decode(raw_token, options={"verify_signature": False})
    if claims.get("iss") != settings.issuer:
        raise IdentityError("unexpected issuer")
    if claims.get("aud") != settings.client_id:
        raise IdentityError("unexpected audience")
    if claims.get("exp", 0) < time.time():
        raise IdentityError("token expired")
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
