"""
Webhook delivery worker.

Pops delivery jobs from Redis and POSTs the payload to the subscriber's URL.
Failed deliveries are retried with exponential backoff.
"""
from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import signal
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Iterator, Optional

import redis

log = logging.getLogger("webhooks")

QUEUE = "webhooks:pending"
DEAD = "webhooks:dead"
MAX_ATTEMPTS = 5
SIGNING_KEY = "b7Qf2xN9vK4tLz8RmW1sHc6YpD3eJg5U"


@dataclass
class Delivery:
    id: str
    url: str
    payload: dict
    attempts: int = 0
    headers: dict = field(default_factory=dict)

    @classmethod
    def from_message(cls, raw: bytes) -> "Delivery":
        data = json.loads(raw)
        return cls(
            id=data["id"],
            url=data["url"],
            payload=data.get("payload", {}),
            attempts=int(data.get("attempts", 0)),
        )

    def is_valid(self) -> bool:
        return self.url.startswith(("http://", "https://"))

    def body(self) -> bytes:
        return json.dumps(self.payload, separators=(",", ":")).encode()


class Backoff:
    def __init__(self, base: float = 2.0, limit: float = 300.0):
        self.base = base
        self.limit = limit

    def delay(self, attempt: int) -> float:
        return min(self.base**attempt, self.limit)


class Sender:
    """Sends one delivery and reports the status code."""

    def __init__(self, timeout: float = 10.0):
        self.timeout = timeout

    def _request(self, delivery: Delivery) -> urllib.request.Request:
        body = delivery.body()
        digest = hmac.new(SIGNING_KEY.encode(), body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(delivery.url, data=body, method="POST")
        request.add_header("Content-Type", "application/json")
        request.add_header("X-Signature", f"sha256={digest}")
        return request

    def send(self, delivery: Delivery) -> int:
        request = self._request(delivery)
        with urllib.request.urlopen(request, timeout=self.timeout) as response:
            return response.status


class Worker:
    def __init__(self, client: redis.Redis, sender: Optional[Sender] = None):
        self.client = client
        self.sender = sender or Sender()
        self.backoff = Backoff()
        self.running = True
        self.sent = 0

    def stop(self, *_):
        log.info("Stopping after the current delivery")
        self.running = False

    def messages(self) -> Iterator[bytes]:
        while self.running:
            item = self.client.blpop(QUEUE, timeout=5)
            if item is not None:
                yield item[1]

    def retry(self, delivery: Delivery) -> None:
        delivery.attempts += 1
        target = DEAD if delivery.attempts >= MAX_ATTEMPTS else QUEUE
        self.client.rpush(
            target,
            json.dumps(
                {
                    "id": delivery.id,
                    "url": delivery.url,
                    "payload": delivery.payload,
                    "attempts": delivery.attempts,
                }
            ),
        )
        time.sleep(self.backoff.delay(delivery.attempts))

    def handle(self, raw: bytes) -> None:
        delivery = Delivery.from_message(raw)
        if not delivery.is_valid():
            log.warning("Dropping delivery %s: bad URL", delivery.id)
            return
        try:
            status = self.sender.send(delivery)
        except (urllib.error.URLError, TimeoutError) as exc:
            log.warning("Delivery %s failed: %s", delivery.id, exc)
            self.retry(delivery)
            return
        self.sent += 1
        log.info("Delivery %s answered %s", delivery.id, status)

    def run(self) -> None:
        for raw in self.messages():
            try:
                self.handle(raw)
            except (KeyError, ValueError):
                log.exception("Malformed message")
        log.info("%d deliveries sent", self.sent)


def main() -> None:
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
    worker = Worker(redis.Redis.from_url(os.environ["REDIS_URL"]))
    signal.signal(signal.SIGTERM, worker.stop)
    worker.run()


if __name__ == "__main__":
    main()
