#!/usr/bin/env python3
"""Consume the orders queue and keep stock reservations up to date."""
import logging
import os
import signal
from functools import singledispatchmethod

import boto3
from botocore.config import Config
from pydantic import ValidationError
from sqlalchemy import Engine, create_engine, text

from messages import OrderCancelled, OrderPlaced, parse_message

logger = logging.getLogger("order-worker")


class Reservations:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @singledispatchmethod
    def apply(self, message) -> None:
        raise NotImplementedError(type(message))

    @apply.register
    def _(self, message: OrderPlaced) -> None:
        rows = [
            {"order_id": message.order_id, "sku": sku, "quantity": quantity}
            for sku, quantity in message.lines.items()
        ]
        with self.engine.begin() as conn:
            conn.execute(
                text(
                    "INSERT INTO reservations (order_id, sku, quantity) "
                    "VALUES (:order_id, :sku, :quantity) ON CONFLICT DO NOTHING"
                ),
                rows,
            )

    @apply.register
    def _(self, message: OrderCancelled) -> None:
        with self.engine.begin() as conn:
            conn.execute(
                text("UPDATE reservations SET released_for = :reason WHERE order_id = :order_id"),
                {"reason": message.reason, "order_id": message.order_id},
            )


class Worker:
    def __init__(self, queue_url: str, reservations: Reservations) -> None:
        self.queue_url = queue_url
        self.reservations = reservations
        self.running = True
        self.sqs = boto3.client(
            "sqs", config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 4})
        )

    def stop(self, *_args) -> None:
        self.running = False

    def run(self) -> None:
        while self.running:
            response = self.sqs.receive_message(
                QueueUrl=self.queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=20
            )
            for raw in response.get("Messages", []):
                if self.handle(raw):
                    self.sqs.delete_message(
                        QueueUrl=self.queue_url, ReceiptHandle=raw["ReceiptHandle"]
                    )

    def handle(self, raw: dict) -> bool:
        """True when the message is done with; others return and end in the dead-letter queue."""
        try:
            message = parse_message(raw["Body"])
        except ValidationError as exc:
            logger.error("Message %s has %d schema errors", raw["MessageId"], exc.error_count())
            return False
        try:
            self.reservations.apply(message)
        except Exception:
            logger.exception("Message %s failed", raw["MessageId"])
            return False
        logger.info("Order %d: %s", message.order_id, message.type)
        return True


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    engine = create_engine(
        os.environ["DATABASE_URL"], pool_pre_ping=True, connect_args={"connect_timeout": 5}
    )
    worker = Worker(os.environ["ORDERS_QUEUE_URL"], Reservations(engine))
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.run()


if __name__ == "__main__":
    main()
