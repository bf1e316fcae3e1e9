import sqlite3
from dataclasses import asdict, dataclass


@dataclass
class Subscription:
    plan: str
    status: str
    renews_on: str | None

    def public(self) -> dict[str, str | None]:
        return asdict(self)


class SubscriptionRepository:
    def __init__(self, path: str) -> None:
        self._path = path

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=5)

    def for_account(self, account_id: int) -> Subscription | None:
        conn = self._connect()
        try:
            row = conn.execute(
                "SELECT plan, status, renews_on FROM subscriptions WHERE account_id = ?", (account_id,)
            ).fetchone()
        finally:
            conn.close()
        return Subscription(*row) if row else None

    def set_status(self, reference: str, status: str) -> None:
        conn = self._connect()
        try:
            with conn:
                conn.execute("UPDATE subscriptions SET status = ? WHERE reference = ?", (status, reference))
        finally:
            conn.close()
