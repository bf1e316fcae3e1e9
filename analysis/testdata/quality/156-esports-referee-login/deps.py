import time
from collections import defaultdict, deque

from fastapi import HTTPException, Request

from .services import RefereeService

_attempts: dict[str, deque] = defaultdict(deque)


def referee_service(request: Request) -> RefereeService:
    return RefereeService(request.app.state.pool)


def throttle(request: Request) -> None:
    now = time.monotonic()
    seen = _attempts[request.client.host]
    while seen and now - seen[0] > 60:
        seen.popleft()
    if len(seen) >= 5:
        raise HTTPException(status_code=429, detail="Too many attempts")
    seen.append(now)
