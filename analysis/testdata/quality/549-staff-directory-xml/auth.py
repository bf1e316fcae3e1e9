import hmac
import os

from fastapi import Header, HTTPException


def require_user(x_api_key: str = Header(...)) -> None:
    if not hmac.compare_digest(x_api_key.encode(), os.environ["STAFF_API_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Invalid API key")
