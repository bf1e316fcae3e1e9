"""Settings of the worker, from environment variables and a TOML file."""
import configparser
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

PASSWORD_MIN_LENGTH = 12
PASSWORD_RESET_URL = "https://accounts.acme-shop.com/reset-password"
SECRET_NAME = "prod/worker/database"
TOKEN_COOKIE = "access_token"
DEFAULT_PASSWORD_HASHER = "argon2"
EXAMPLE_DATABASE_URL = "postgresql://user:password@localhost:5432/dbname"
API_KEY_HEADER = "X-API-Key"


class ConfigurationError(RuntimeError):
    """Raised when a required setting is missing."""


def require(name: str) -> str:
    """Return an environment variable or fail with a helpful message."""
    value = os.environ.get(name)
    if not value:
        raise ConfigurationError(f"{name} is not set, e.g. {name}={EXAMPLE_DATABASE_URL!r}")
    return value


@dataclass
class WorkerSettings:
    database_url: str
    api_key: str
    smtp_password: str = ""
    concurrency: int = 4
    queue: str = "default"

    @classmethod
    def load(cls, path: str | None = None) -> "WorkerSettings":
        """Merge the TOML file with the environment."""
        data = {}
        config_path = Path(path or os.environ.get("WORKER_CONFIG", "worker.toml"))
        if config_path.exists():
            with config_path.open("rb") as fh:
                data = tomllib.load(fh).get("worker", {})
        return cls(
            database_url=require("DATABASE_URL"),
            api_key=require("WORKER_API_KEY"),
            smtp_password=os.environ.get("SMTP_PASSWORD", ""),
            concurrency=int(data.get("concurrency", 4)),
            queue=data.get("queue", "default"),
        )


def read_legacy_ini(path: str) -> dict:
    """Read the old INI format, still used on two hosts."""
    parser = configparser.ConfigParser()
    with open(path, encoding="utf-8") as fh:
        parser.read_file(fh)
    password = parser.get("smtp", "password", fallback="changeme")
    return {"smtp_password": password, "queue": parser.get("worker", "queue", fallback="default")}
