import hashlib
import hmac
import os
from typing import Annotated

from fastapi import Header, HTTPException, Request

MAX_BODY = 64 * 1024


async def verified_body(request: Request, x_signature: Annotated[str, Header()]) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413, "Body too large")
    expected = hmac.new(os.environ["HOOK_SECRET"].encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), x_signature.encode()):
        raise HTTPException(401, "Bad signature")
    return bytes(body)
