import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

_bearer = HTTPBearer()


@dataclass(frozen=True, slots=True)
class Claims:
    subject: str
    tenant_id: int
    scopes: frozenset[str]


def _claims(cred: Annotated[HTTPAuthorizationCredentials, Depends(_bearer)]) -> Claims:
    try:
        raw = jwt.decode(
            cred.credentials,
            os.environ["JWT_PUBLIC_KEY"],
            algorithms=["ES256"],
            audience="timesheets",
        )
        return Claims(raw["sub"], int(raw["tenant"]), frozenset(raw.get("scope", "").split()))
    except (jwt.PyJWTError, KeyError, ValueError) as exc:
        raise HTTPException(401, "Invalid token") from exc


def require_scope(scope: str) -> Callable[[Claims], Claims]:
    def check(claims: Annotated[Claims, Depends(_claims)]) -> Claims:
        if scope not in claims.scopes:
            raise HTTPException(403, "Missing scope")
        return claims

    return check
