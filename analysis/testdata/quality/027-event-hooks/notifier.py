"""HTTP delivery of events."""
import logging
import time

import requests

logger = logging.getLogger("hooks")


class WebhookNotifier:
    """Posts JSON documents to subscriber callbacks."""

    def __init__(self, timeout: float = 5.0, attempts: int = 3):
        self.timeout = timeout
        self.attempts = attempts

    def ping(self, url: str, subscription_id: str) -> bool:
        """Send a test ping, return True if it was accepted."""
        return self._post(url, {"type": "ping", "subscription": subscription_id})

    def notify(self, url: str, event: str, payload: dict) -> bool:
        """Deliver an event with retries."""
        for attempt in range(self.attempts):
            if self._post(url, {"type": event, "data": payload}):
                return True
            time.sleep(attempt + 1)
        logger.warning("Giving up on a subscriber after %d attempts", self.attempts)
        return False

    def _post(self, url: str, body: dict) -> bool:
        try:
            response = requests.post(url, json=body, timeout=self.timeout)
        except requests.RequestException:
            return False
        return response.ok
