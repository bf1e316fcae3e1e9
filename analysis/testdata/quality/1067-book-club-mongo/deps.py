import hmac
import os

from fastapi import Header, HTTPException


def require_organiser(x_organiser_key: str = Header()):
    if not hmac.compare_digest(x_organiser_key.encode(), os.environ["ORGANISER_KEY"].encode()):
        raise HTTPException(status_code=403, detail="Organisers only")
