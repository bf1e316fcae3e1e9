"""Lambda: a CSV lands in the intake bucket, its valid rows go to DynamoDB.

Expected key: intake/<supplier>/<yyyy-mm-dd>.csv
"""
import codecs
import csv
import logging
import os
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote_plus

import boto3
from botocore.config import Config

logger = logging.getLogger()
logger.setLevel(logging.INFO)

CONFIG = Config(connect_timeout=3, read_timeout=20, retries={"max_attempts": 3, "mode": "standard"})
s3 = boto3.client("s3", config=CONFIG)
table = boto3.resource("dynamodb", config=CONFIG).Table(os.environ["PRICE_TABLE"])

INTAKE_BUCKET = os.environ["INTAKE_BUCKET"]
SUPPLIERS = frozenset(os.environ["SUPPLIERS"].split(","))
KEY = re.compile(r"intake/(?P<supplier>[a-z]{2,20})/(?P<day>\d{4}-\d{2}-\d{2})\.csv")
SKU = re.compile(r"[A-Z0-9]{4,16}")
MAX_BYTES = 20 * 1024 * 1024


class Rejected(Exception):
    """The object does not look like a price list of ours."""


def parse_key(raw: str) -> tuple[str, str, str]:
    key = unquote_plus(raw)
    found = KEY.fullmatch(key)
    if found is None or found["supplier"] not in SUPPLIERS:
        raise Rejected("unexpected key")
    return key, found["supplier"], found["day"]


def rows_of(body):
    """Yield (sku, price) pairs from the streamed object, skipping malformed rows."""
    reader = csv.DictReader(codecs.getreader("utf-8")(body))
    if not {"sku", "price"} <= set(reader.fieldnames or ()):
        raise Rejected("missing columns")
    for row in reader:
        try:
            price = Decimal(row["price"] or "")
        except InvalidOperation:
            continue
        if SKU.fullmatch(row["sku"] or "") and Decimal(0) < price < Decimal(100_000):
            yield row["sku"], price


def ingest(bucket: str, raw_key: str, size: int) -> int:
    if bucket != INTAKE_BUCKET or size > MAX_BYTES:
        raise Rejected("unexpected bucket or size")
    key, supplier, day = parse_key(raw_key)
    body = s3.get_object(Bucket=INTAKE_BUCKET, Key=key)["Body"]
    count = 0
    with table.batch_writer(overwrite_by_pkeys=["supplier", "sku"]) as batch:
        for sku, price in rows_of(body):
            batch.put_item(Item={"supplier": supplier, "sku": sku, "price": price, "day": day})
            count += 1
    return count


def lambda_handler(event, _context):
    stored = rejected = 0
    for record in event["Records"]:
        info = record["s3"]
        try:
            stored += ingest(info["bucket"]["name"], info["object"]["key"], info["object"]["size"])
        except Rejected as exc:
            rejected += 1
            logger.warning("Object rejected: %s", exc)
    logger.info("Stored %d prices, rejected %d objects", stored, rejected)
    return {"stored": stored, "rejected": rejected}
