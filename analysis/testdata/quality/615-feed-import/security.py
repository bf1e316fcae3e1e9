import hmac
import os

from fastapi import Header, HTTPException


async def require_partner(x_partner_key: str = Header(...)) -> None:
    if not hmac.compare_digest(x_partner_key.encode(), os.environ["PARTNER_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Unknown partner")
