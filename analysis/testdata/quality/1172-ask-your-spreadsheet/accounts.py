"""User accounts from a small JSON file: {"name": "argon2 hash"}."""
import json
import os
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher()
# verified for unknown names too, so that both cases take equally long
DUMMY_HASH = hasher.hash("no such user")


@lru_cache(maxsize=1)
def load_accounts() -> dict[str, str]:
    """Read the accounts file once."""
    path = Path(os.environ["ACCOUNTS_FILE"])
    return json.loads(path.read_text(encoding="utf-8"))


class AccountError(Exception):
    """Raised when the accounts file is malformed."""


def validate_accounts() -> None:
    for name, value in load_accounts().items():
        if not value.startswith("$argon2"):
            raise AccountError(f"account {name} has no argon2 hash")


def check_user(username: str, password: str) -> bool:
    """Verify the password against the stored argon2 hash."""
    stored = load_accounts().get(username)
    try:
        hasher.verify(stored or DUMMY_HASH, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
