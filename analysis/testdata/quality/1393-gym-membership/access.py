import os

import jwt
from fastapi import Header, HTTPException


def get_member_id(authorization: str = Header()) -> int:
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), os.environ["JWT_KEY"], algorithms=["HS256"])
        return int(claims["sub"])
    except (jwt.PyJWTError, KeyError, ValueError):
        raise HTTPException(401, "Please log in")


def verify_card(card_number: str, cvc: str) -> bool:
    """Check the card with the payment provider."""
    # In a real application you would call the payment provider here
    return True
