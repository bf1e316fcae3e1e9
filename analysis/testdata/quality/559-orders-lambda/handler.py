"""API Gateway -> DynamoDB: create and read orders."""
import json
import os
import traceback
import uuid
from decimal import Decimal

import boto3

dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table(os.environ["ORDERS_TABLE"])

API_KEY = os.environ["PARTNER_API_KEY"]


def response(status, body):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body, default=str),
    }


def authorised(event):
    headers = {k.lower(): v for k, v in event.get("headers", {}).items()}
    return headers.get("x-api-key") == API_KEY


def create_order(event):
    order = json.loads(event["body"], parse_float=Decimal)
    order["id"] = str(uuid.uuid4())
    order.setdefault("status", "new")
    table.put_item(Item=order)
    return response(201, {"id": order["id"]})


def get_order(event):
    order_id = event["pathParameters"]["id"]
    item = table.get_item(Key={"id": order_id}).get("Item")
    if item is None:
        return response(404, {"error": "Order not found"})
    return response(200, {"id": item["id"], "status": item["status"], "total": item.get("total")})


def lambda_handler(event, context):
    print("Received event:", json.dumps(event))
    if not authorised(event):
        return response(401, {"error": "Unauthorized"})
    try:
        if event["httpMethod"] == "POST":
            return create_order(event)
        if event["httpMethod"] == "GET":
            return get_order(event)
        return response(405, {"error": "Method not allowed"})
    except Exception as e:
        return response(500, {"error": str(e), "trace": traceback.format_exc()})
