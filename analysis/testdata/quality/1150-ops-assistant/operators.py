import hashlib
import hmac
import os
from typing import Annotated

from fastapi import Depends, Header, HTTPException


class OperatorDirectory:
    def __init__(self) -> None:
        self._digests = [line.encode() for line in os.environ["OPERATOR_TOKEN_DIGESTS"].split(",")]

    def verify(self, token: str) -> bool:
        digest = hmac.new(os.environ["OPERATOR_KEY"].encode(), token.encode(), hashlib.sha256).hexdigest().encode()
        return any([hmac.compare_digest(digest, known) for known in self._digests])


directory = OperatorDirectory()


def require_operator(x_operator_token: Annotated[str, Header()]) -> None:
    if not directory.verify(x_operator_token):
        raise HTTPException(403, "Operators only")


Operator = Depends(require_operator)
