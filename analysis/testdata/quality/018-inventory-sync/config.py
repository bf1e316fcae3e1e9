"""Configuration of the inventory synchronisation job, read from the environment."""
import os
from dataclasses import dataclass, field
from pathlib import Path


def read_secret(name: str) -> str:
    """Read a secret from NAME_FILE (docker secret) or NAME."""
    file_name = os.environ.get(f"{name}_FILE")
    if file_name:
        return Path(file_name).read_text().strip()
    value = os.environ.get(name, "")
    if not value:
        raise RuntimeError(f"{name} is not configured")
    return value


@dataclass(frozen=True)
class Settings:
    base_url: str = os.environ.get("PARTNER_BASE_URL", "https://api.northwind-logistics.com/v2")
    api_key: str = field(default_factory=lambda: read_secret("PARTNER_API_KEY"), repr=False)
    database_url: str = field(default_factory=lambda: read_secret("DATABASE_URL"), repr=False)
    batch_size: int = int(os.environ.get("SYNC_BATCH_SIZE", "100"))
    token_header: str = "X-Partner-Token"
    password_policy: str = "min-12-chars"


API_KEY_PLACEHOLDER = "<your-api-key>"
