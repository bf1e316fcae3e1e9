import hmac
import os

from fastapi import HTTPException, Security
from fastapi.security import APIKeyHeader

admin_key = APIKeyHeader(name="X-Admin-Key")


def require_admin(key: str = Security(admin_key)) -> None:
    if not hmac.compare_digest(key.encode(), os.environ["ADMIN_KEY"].encode()):
        raise HTTPException(status_code=403, detail="Forbidden")
