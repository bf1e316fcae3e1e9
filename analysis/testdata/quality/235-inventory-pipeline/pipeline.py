"""
Kafka -> PostgreSQL inventory pipeline.

Each message is a JSON document describing a change:

    {"sku": "A-100", "warehouse": "BER", "changes": {"stock": 12, "price": 4.5}}
"""
import json
import logging
import os
import signal
import time
from collections import Counter
from contextlib import contextmanager
from typing import Any, Iterable, TypedDict

import psycopg
from kafka import KafkaConsumer

logging.basicConfig(level=os.getenv("LOG_LEVEL", "INFO"))
logger = logging.getLogger("pipeline")


class Change(TypedDict):
    sku: str
    warehouse: str
    changes: dict[str, Any]


class Metrics:
    """Counts what happened, logs it every hundred messages."""

    def __init__(self):
        self._counter = Counter()

    def tick(self, name):
        self._counter[name] += 1
        if sum(self._counter.values()) % 100 == 0:
            logger.info("metrics %s", dict(self._counter))


class ValidationError(ValueError):
    """Raised for a change that cannot be applied."""


class Validator:
    """Checks a change before it is written."""

    limits = {"stock": (0, 1_000_000), "price": (0, 100_000), "reserved": (0, 1_000_000)}

    def __init__(self, strict=False):
        self.strict = strict
        self.seen = Counter()

    def check(self, change):
        if not change["sku"]:
            raise ValidationError("empty sku")
        for name, (low, high) in self.limits.items():
            value = change["changes"].get(name)
            if value is None:
                continue
            if not isinstance(value, (int, float)):
                raise ValidationError(f"{name} is not a number")
            if not low <= value <= high:
                raise ValidationError(f"{name} out of range")
        self.seen[change["sku"]] += 1
        if self.strict and self.seen[change["sku"]] > 100:
            raise ValidationError("too many changes for one sku")
        return change


class RetryPolicy:
    """Calls a function again after transient errors."""

    def __init__(self, attempts=3, pause=0.5, errors=(psycopg.OperationalError,)):
        self.attempts = attempts
        self.pause = pause
        self.errors = errors

    def __call__(self, fn, *args):
        for attempt in range(1, self.attempts + 1):
            try:
                return fn(*args)
            except self.errors:
                if attempt == self.attempts:
                    raise
                time.sleep(self.pause * 2**attempt)


class DeadLetters:
    """Appends rejected changes to a local file, rotated by day."""

    def __init__(self, folder="/var/spool/inventory"):
        self.folder = folder

    def _path(self):
        return os.path.join(self.folder, time.strftime("rejected-%Y%m%d.jsonl"))

    def add(self, change, reason):
        os.makedirs(self.folder, exist_ok=True)
        with open(self._path(), "a", encoding="utf-8") as handle:
            handle.write(json.dumps({"change": change, "reason": str(reason)}) + "\n")


class Sink:
    """Base class of the places a change can be written to."""

    def __init__(self, dsn: str):
        self.dsn = dsn

    @contextmanager
    def transaction(self):
        with psycopg.connect(self.dsn) as conn:
            with conn.cursor() as cur:
                yield cur

    def write(self, change: Change) -> int:
        raise NotImplementedError


class InventorySink(Sink):
    table = "inventory"

    def write(self, change: Change) -> int:
        assignments, values = self._assignments(change["changes"])
        where = self._where(change)
        with self.transaction() as cur:
            cur.execute(f"UPDATE {self.table} SET {assignments} WHERE {where}", values)
            return cur.rowcount

    def _assignments(self, changes):
        columns = []
        values = []
        for key, value in changes.items():
            columns.append(f"{key} = %s")
            values.append(value)
        return ", ".join(columns), values

    def _where(self, change):
        return "sku = '{sku}' AND warehouse = '{warehouse}'".format(
            sku=change["sku"].replace("'", "''"), warehouse=change["warehouse"]
        )


class HistorySink(Sink):
    table = "inventory_history"

    def write(self, change: Change) -> int:
        with self.transaction() as cur:
            cur.execute(
                f"INSERT INTO {self.table} (sku, warehouse, document) VALUES (%s, %s, %s)",
                (change["sku"], change["warehouse"], json.dumps(change["changes"])),
            )
            return cur.rowcount


def decode(messages: Iterable) -> Iterable[Change]:
    for message in messages:
        try:
            document = json.loads(message.value)
            yield Change(
                sku=str(document["sku"]),
                warehouse=str(document["warehouse"]),
                changes=dict(document["changes"]),
            )
        except (KeyError, TypeError, ValueError):
            logger.warning("Skipping a malformed message at offset %s", message.offset)


def main():
    dsn = os.environ["DATABASE_URL"]
    sinks = [InventorySink(dsn), HistorySink(dsn)]
    metrics = Metrics()
    consumer = KafkaConsumer(
        "inventory-changes",
        bootstrap_servers=os.environ["KAFKA_BROKERS"].split(","),
        group_id="inventory-pipeline",
    )
    signal.signal(signal.SIGTERM, lambda *_: consumer.close())
    validator, retry, dead = Validator(), RetryPolicy(), DeadLetters()
    for change in decode(consumer):
        try:
            validator.check(change)
        except ValidationError as exc:
            dead.add(change, exc)
            metrics.tick("rejected")
            continue
        for sink in sinks:
            try:
                retry(sink.write, change)
            except psycopg.Error:
                logger.exception("Could not write %s", change["sku"])
                metrics.tick("failed")
            else:
                metrics.tick("written")


if __name__ == "__main__":
    main()
