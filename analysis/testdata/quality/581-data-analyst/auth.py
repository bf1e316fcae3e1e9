import hmac
import os

from fastapi import Header, HTTPException


def require_key(x_api_key: str = Header()):
    if not hmac.compare_digest(x_api_key.encode(), os.environ["ANALYST_API_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Invalid API key")
