"""Configuration of the partner synchronisation job."""
import os

PARTNER_BASE_URL = os.environ.get("PARTNER_BASE_URL", "https://api.northwind-logistics.com/v2")
PARTNER_API_KEY = "nwl_7c1e94b2a8f34d6fb05e9d21c47a83e6"

DATABASE_URL = os.environ.get(
    "DATABASE_URL",
    "postgresql://sync_user:Kx82mPq4ZtW@db.internal:5432/warehouse",
)

BATCH_SIZE = int(os.environ.get("SYNC_BATCH_SIZE", "100"))
REQUEST_TIMEOUT = 30
MAX_RETRIES = 3

STATUS_MAP = {
    "in_transit": "shipped",
    "delivered": "completed",
    "lost": "exception",
}
