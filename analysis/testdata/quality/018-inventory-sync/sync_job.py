"""Synchronises stock levels from the partner API into our database."""
import logging
import sys
import time

import psycopg2
import requests

from config import Settings

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
logger = logging.getLogger("inventory_sync")

MAX_RETRIES = 3


def mask(value: str) -> str:
    """Keep the last four characters of a secret."""
    return "*" * 8 + value[-4:]


class PartnerClient:
    """Client for the partner's REST API."""

    def __init__(self, settings: Settings):
        self.base_url = settings.base_url
        self.session = requests.Session()
        self.session.headers[settings.token_header] = settings.api_key
        logger.info("Using API key %s", mask(settings.api_key))

    def get(self, path, **params):
        """GET with simple retries."""
        url = f"{self.base_url}/{path}"
        for attempt in range(1, MAX_RETRIES + 1):
            logger.debug("GET %s params=%s", url, params)
            try:
                response = self.session.get(url, params=params, timeout=30)
                if response.status_code == 401:
                    logger.error("API key was rejected, check PARTNER_API_KEY")
                response.raise_for_status()
                return response.json()
            except requests.RequestException as exc:
                logger.warning("Attempt %d failed: %s", attempt, exc)
                time.sleep(2**attempt)
        raise RuntimeError(f"Partner API not reachable: {path}")

    def stock(self, sku):
        return self.get(f"items/{sku}/stock")["quantity"]


def sync(settings: Settings) -> int:
    client = PartnerClient(settings)
    with psycopg2.connect(settings.database_url) as conn, conn.cursor() as cur:
        cur.execute("SELECT sku FROM products WHERE active ORDER BY sku LIMIT %s", (settings.batch_size,))
        skus = [row[0] for row in cur.fetchall()]
        for sku in skus:
            cur.execute("UPDATE products SET stock = %s WHERE sku = %s", (client.stock(sku), sku))
    return len(skus)


if __name__ == "__main__":
    try:
        logger.info("%d products updated", sync(Settings()))
    except RuntimeError as error:
        logger.error("Sync failed: %s", error)
        sys.exit(1)
