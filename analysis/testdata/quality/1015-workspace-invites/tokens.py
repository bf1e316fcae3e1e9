import os
from datetime import datetime, timedelta, timezone

import jwt


def create_access_token(person_id: int) -> str:
    now = datetime.now(timezone.utc)
    claims = {"sub": str(person_id), "iat": now, "exp": now + timedelta(hours=8)}
    return jwt.encode(claims, os.environ["JWT_SECRET"], algorithm="HS256")


def read_access_token(token: str) -> int:
    claims = jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])
    return int(claims["sub"])
