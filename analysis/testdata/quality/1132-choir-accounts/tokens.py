import os
from datetime import datetime, timedelta, timezone

import jwt


class TokenIssuer:
    def __init__(self) -> None:
        self._key = os.environ["TOKEN_PRIVATE_KEY"]

    def issue(self, singer_id: int) -> str:
        now = datetime.now(timezone.utc)
        claims = {"sub": str(singer_id), "iat": now, "exp": now + timedelta(minutes=30)}
        return jwt.encode(claims, self._key, algorithm="ES256")
