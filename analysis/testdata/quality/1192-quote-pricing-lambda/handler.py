"""AWS Lambda: prices the quote requests that arrive on an SQS queue.

Each record carries a JSON document such as
    {"quote_id": "Q-1001", "customer": "C-17", "width": 80, "height": 120,
     "formula": "width * height * 0.04 + 12"}
The price is stored in PostgreSQL and announced on an SNS topic.
"""
import json
import logging
import os

import boto3
import psycopg
from botocore.config import Config

from pricing import PriceCalculator

logger = logging.getLogger()
logger.setLevel(logging.INFO)

DB_URL = os.environ["QUOTES_DB_URL"]
TOPIC_ARN = os.environ["TOPIC_ARN"]

sns = boto3.client("sns", config=Config(connect_timeout=5, read_timeout=10))


class QuoteStore:
    """Saves prices to the quotes table."""

    def __init__(self, conn):
        self.conn = conn

    def save(self, quote, price):
        sql = "UPDATE quotes SET price = %s, state = 'priced' WHERE quote_id = %s"
        with self.conn.cursor() as cur:
            cur.execute(sql, (price, quote["quote_id"]))
        self.conn.commit()


def process(record, store):
    """Price one SQS record."""
    quote = json.loads(record["body"])
    calculator = PriceCalculator(float(quote["width"]), float(quote["height"]))
    price = calculator.evaluate(quote.get("formula") or "width * height * 0.05")
    store.save(quote, price)
    sns.publish(
        TopicArn=TOPIC_ARN,
        Message=json.dumps({"quote_id": quote["quote_id"], "price": price}),
    )
    return price


def lambda_handler(event, context):
    """Entry point; reports failed records so that SQS can retry them."""
    logger.info("received %d records", len(event["Records"]))
    failures = []
    with psycopg.connect(DB_URL, connect_timeout=5, options="-c statement_timeout=10000") as conn:
        store = QuoteStore(conn)
        for record in event["Records"]:
            try:
                process(record, store)
            except Exception:
                logger.exception("record could not be priced")
                failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
