"""User accounts from a small JSON file: {"name": "password"}."""
import json
import os
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def load_accounts() -> dict[str, str]:
    """Read the accounts file once."""
    path = Path(os.environ["ACCOUNTS_FILE"])
    return json.loads(path.read_text(encoding="utf-8"))


class AccountError(Exception):
    """Raised when the accounts file is malformed."""


def validate_accounts() -> None:
    for name, value in load_accounts().items():
        if not isinstance(value, str) or not value:
            raise AccountError(f"account {name} has no password")


def check_user(username: str, password: str) -> bool:
    """Compare the given password with the stored one."""
    stored = load_accounts().get(username)
    return stored is not None and stored == password
