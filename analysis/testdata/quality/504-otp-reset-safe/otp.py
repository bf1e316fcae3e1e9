import hashlib
import hmac
import os
import secrets

from passlib.context import CryptContext

pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")
OTP_PEPPER = os.environ["OTP_PEPPER"].encode()


def generate_otp() -> str:
    """Generate a six-digit one-time code."""
    return f"{secrets.randbelow(1_000_000):06d}"


def digest_otp(code: str) -> str:
    return hmac.new(OTP_PEPPER, code.encode(), hashlib.sha256).hexdigest()


def otp_matches(code: str, digest: str) -> bool:
    return hmac.compare_digest(digest_otp(code), digest)


def hash_password(password: str) -> str:
    return pwd_context.hash(password)
