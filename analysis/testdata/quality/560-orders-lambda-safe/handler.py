"""API Gateway -> DynamoDB: create and read orders."""
import hmac
import json
import logging
import os
import uuid
from decimal import Decimal

import boto3
from botocore.config import Config

logger = logging.getLogger()
logger.setLevel(logging.INFO)

dynamodb = boto3.resource("dynamodb", config=Config(connect_timeout=3, read_timeout=5))
table = dynamodb.Table(os.environ["ORDERS_TABLE"])

API_KEY = os.environ["PARTNER_API_KEY"]
PARTNER = os.environ["PARTNER_ID"]


def response(status, body):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body, default=str),
    }


def authorised(event):
    headers = {k.lower(): v for k, v in event.get("headers", {}).items()}
    return hmac.compare_digest(headers.get("x-api-key", "").encode(), API_KEY.encode())


def create_order(event):
    body = json.loads(event["body"], parse_float=Decimal)
    order = {
        "id": str(uuid.uuid4()),
        "partner": PARTNER,
        "sku": str(body["sku"]),
        "quantity": int(body["quantity"]),
        "status": "new",
    }
    table.put_item(Item=order)
    return response(201, {"id": order["id"]})


def get_order(event):
    order_id = str(event["pathParameters"]["id"])
    item = table.get_item(Key={"id": order_id, "partner": PARTNER}).get("Item")
    if item is None:
        return response(404, {"error": "Order not found"})
    return response(200, {"id": item["id"], "status": item["status"], "quantity": item["quantity"]})


def lambda_handler(event, context):
    logger.info("Request %s", context.aws_request_id)
    if not authorised(event):
        return response(401, {"error": "Unauthorized"})
    try:
        if event["httpMethod"] == "POST":
            return create_order(event)
        if event["httpMethod"] == "GET":
            return get_order(event)
        return response(405, {"error": "Method not allowed"})
    except (KeyError, ValueError):
        logger.exception("Bad request")
        return response(400, {"error": "The request is not valid"})
    except Exception:
        logger.exception("Unhandled error")
        return response(500, {"error": "Internal error"})
