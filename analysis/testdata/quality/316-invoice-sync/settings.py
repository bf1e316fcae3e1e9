import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    shop_url: str
    ledger_url: str
    shop_token: str = field(repr=False)
    ledger_token: str = field(repr=False)
    dsn: str = field(repr=False)
    password_field: str = "password"
    token_header: str = "X-Ledger-Token"


def from_env() -> Settings:
    missing = [k for k in ("SHOP_TOKEN", "LEDGER_TOKEN", "INVOICE_DSN") if not os.getenv(k)]
    if missing:
        raise SystemExit(f"missing settings: {', '.join(missing)}")
    return Settings(
        shop_url=os.getenv("SHOP_URL", "https://shop.example.org/api"),
        ledger_url=os.getenv("LEDGER_URL", "https://ledger.example.org/v1"),
        shop_token=os.environ["SHOP_TOKEN"],
        ledger_token=os.environ["LEDGER_TOKEN"],
        dsn=os.environ["INVOICE_DSN"],
    )


def masked(value: str) -> str:
    return "****" + value[-4:] if len(value) > 12 else "****"
