"""Kafka -> PostgreSQL inventory pipeline."""
import json
import logging
import os
import time
from collections import Counter
from typing import Any, Iterable, TypedDict

import psycopg
from kafka import KafkaConsumer
from psycopg import sql

logging.basicConfig(level=os.getenv("LOG_LEVEL", "INFO"))
logger = logging.getLogger("pipeline")

ALLOWED = ("stock", "price", "reserved", "location")


class Change(TypedDict):
    sku: str
    warehouse: str
    changes: dict[str, Any]


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
    table = ""

    def __init__(self, dsn: str):
        self.dsn = dsn

    def write(self, change: Change) -> int:
        raise NotImplementedError


class InventorySink(Sink):
    table = "inventory"

    def write(self, change: Change) -> int:
        changes = {key: value for key, value in change["changes"].items() if key in ALLOWED}
        if not changes:
            return 0
        assignments = ", ".join(f"{key} = %({key})s" for key in changes)
        values = {**changes, "sku": change["sku"], "warehouse": change["warehouse"]}
        statement = f"UPDATE {self.table} SET {assignments} WHERE sku = %(sku)s AND warehouse = %(warehouse)s"
        with psycopg.connect(self.dsn) as conn, conn.cursor() as cur:
            cur.execute(statement, values)
            return cur.rowcount


class ExtraSink(Sink):
    """Writes free-form attributes; identifiers are quoted by psycopg."""

    table = "inventory_extra"

    def write(self, change: Change) -> int:
        keys = list(change["changes"])
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(self.table),
            sql.SQL(", ").join(map(sql.Identifier, keys)),
            sql.SQL(", ").join(sql.Placeholder() * len(keys)),
        )
        with psycopg.connect(self.dsn) as conn, conn.cursor() as cur:
            cur.execute(statement, [change["changes"][key] for key in keys])
            return cur.rowcount


def decode(messages: Iterable) -> Iterable[Change]:
    for message in messages:
        try:
            document = json.loads(message.value)
            yield Change(sku=document["sku"], warehouse=document["warehouse"], changes=document["changes"])
        except (KeyError, ValueError):
            logger.warning("Skipping a malformed message at offset %s", message.offset)


def main():
    sinks = [InventorySink(os.environ["DATABASE_URL"]), ExtraSink(os.environ["DATABASE_URL"])]
    consumer = KafkaConsumer("inventory-changes", bootstrap_servers=os.environ["KAFKA_BROKERS"].split(","))
    validator, retry, dead = Validator(strict=True), RetryPolicy(), DeadLetters()
    for change in decode(consumer):
        try:
            validator.check(change)
        except ValidationError as exc:
            dead.add(change, exc)
            continue
        for sink in sinks:
            retry(sink.write, change)


if __name__ == "__main__":
    main()
