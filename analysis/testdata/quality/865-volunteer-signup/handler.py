"""AWS Lambda behind API Gateway: volunteers sign up for food bank shifts."""
import json
import os
import traceback

import pymysql

from shifts import ShiftTable


def connect():
    return pymysql.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        password=os.environ["DB_PASSWORD"],
        database="foodbank",
        connect_timeout=5,
        read_timeout=10,
        write_timeout=10,
    )


def respond(status, body):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body, default=str),
    }


def handler(event, context):
    print("EVENT:", json.dumps(event))
    conn = None
    try:
        conn = connect()
        table = ShiftTable(conn)
        if event["httpMethod"] == "GET":
            params = event.get("queryStringParameters") or {}
            return respond(200, table.free(params.get("city", "Bremen"), params.get("day")))
        body = json.loads(event["body"])
        table.sign_up(body["shift_id"], body["name"], body["phone"])
        return respond(201, {"ok": True})
    except Exception:
        return respond(500, {"error": traceback.format_exc()})
    finally:
        if conn:
            conn.close()
