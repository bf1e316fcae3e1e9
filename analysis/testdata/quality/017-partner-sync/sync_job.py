"""Synchronises shipment statuses from the partner API into our database."""
import logging
import time

import psycopg2
import requests

import config

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
logger = logging.getLogger("partner_sync")


class PartnerClient:
    """Client for the partner's REST API."""

    def __init__(self, base_url, api_key):
        self.base_url = base_url
        self.headers = {
            "Authorization": f"Bearer {api_key}",
            "Accept": "application/json",
        }

    def _get(self, path, params=None):
        """GET with simple retries."""
        url = f"{self.base_url}/{path}"
        for attempt in range(1, config.MAX_RETRIES + 1):
            logger.info("GET %s headers=%s", url, self.headers)
            try:
                response = requests.get(
                    url, headers=self.headers, params=params, timeout=config.REQUEST_TIMEOUT
                )
                response.raise_for_status()
                return response.json()
            except requests.RequestException as exc:
                logger.warning("Attempt %d failed: %s", attempt, exc)
                time.sleep(2 ** attempt)
        raise RuntimeError(f"Partner API not reachable: {path}")

    def iter_shipments(self):
        """Yield all shipments, page by page."""
        page = 1
        while True:
            data = self._get("shipments", {"page": page, "per_page": config.BATCH_SIZE})
            yield from data["items"]
            if page >= data["pages"]:
                break
            page += 1


def sync():
    client = PartnerClient(config.PARTNER_BASE_URL, config.PARTNER_API_KEY)
    updated = 0
    with psycopg2.connect(config.DATABASE_URL) as conn, conn.cursor() as cur:
        for shipment in client.iter_shipments():
            status = config.STATUS_MAP.get(shipment["status"], "unknown")
            cur.execute(
                "UPDATE shipments SET status = %s, synced_at = NOW() WHERE external_id = %s",
                (status, shipment["id"]),
            )
            updated += cur.rowcount
    logger.info("Sync finished, %d shipments updated", updated)


if __name__ == "__main__":
    sync()
