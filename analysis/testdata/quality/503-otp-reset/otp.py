import random
import string

from passlib.context import CryptContext

pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")

OTP_LENGTH = 6


def generate_otp(length: int = OTP_LENGTH) -> str:
    """Generate a numeric one-time code."""
    return "".join(random.choice(string.digits) for _ in range(length))


def hash_password(password: str) -> str:
    return pwd_context.hash(password)
