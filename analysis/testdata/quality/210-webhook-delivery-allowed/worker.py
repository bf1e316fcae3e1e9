"""Webhook delivery worker: pops jobs from Redis, posts them to partner endpoints."""
from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import redis
import requests

log = logging.getLogger("webhooks")
QUEUE = "webhooks:pending"
PARTNER_HOSTS = frozenset({"hooks.acme-logistics.com", "api.billbird.io", "events.northwind.dev"})


class Rejected(Exception):
    pass


@dataclass
class Delivery:
    id: str
    url: str
    payload: dict

    @classmethod
    def from_message(cls, raw: bytes) -> Delivery:
        data = json.loads(raw)
        return cls(str(data["id"]), checked(data["url"]), data.get("payload", {}))


def checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in PARTNER_HOSTS:
        raise Rejected(f"host not allowed: {parts.hostname}")
    if parts.port not in (None, 443):
        raise Rejected("port not allowed")
    return url


class Sender:
    def __init__(self):
        self.session = requests.Session()
        self.key = os.environ["WEBHOOK_SIGNING_KEY"].encode()

    def send(self, delivery: Delivery) -> int:
        body = json.dumps(delivery.payload).encode()
        headers = {
            "Content-Type": "application/json",
            "X-Signature": hmac.new(self.key, body, hashlib.sha256).hexdigest(),
        }
        response = self.session.post(
            delivery.url, data=body, headers=headers, timeout=10, allow_redirects=False
        )
        return response.status_code

    def report(self, delivery: Delivery, status: int) -> None:
        """Tell our own status service; the id is only a path segment of a fixed host."""
        url = f"https://status.internal.example.org/deliveries/{quote(delivery.id, safe='')}"
        self.session.put(url, json={"status": status}, timeout=5)


def main() -> None:
    logging.basicConfig(level="INFO")
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    sender = Sender()
    while True:
        item = client.blpop(QUEUE, timeout=5)
        if item is None:
            continue
        try:
            delivery = Delivery.from_message(item[1])
            status = sender.send(delivery)
            sender.report(delivery, status)
        except (Rejected, KeyError, ValueError) as exc:
            log.warning("Dropped: %s", exc)
        except requests.RequestException:
            log.exception("Delivery failed")
            client.rpush(QUEUE, item[1])
            time.sleep(2)


if __name__ == "__main__":
    main()
