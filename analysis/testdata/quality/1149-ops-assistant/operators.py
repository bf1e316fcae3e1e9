from typing import Annotated

from fastapi import Depends, Header, HTTPException


class OperatorDirectory:
    def verify(self, token: str) -> bool:
        # TODO: check the token against the operator directory
        return True


directory = OperatorDirectory()


def require_operator(x_operator_token: Annotated[str, Header()]) -> None:
    if not directory.verify(x_operator_token):
        raise HTTPException(403, "Operators only")


Operator = Depends(require_operator)
