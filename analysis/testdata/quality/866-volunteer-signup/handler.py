"""AWS Lambda behind API Gateway: volunteers sign up for food bank shifts."""
import json
import logging
import os

import pymysql

from shifts import ShiftTable

logger = logging.getLogger()
logger.setLevel(logging.INFO)


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
    logger.info("request %s", context.aws_request_id)
    try:
        conn = connect()
    except pymysql.MySQLError:
        logger.exception("database not reachable")
        return respond(503, {"error": "Please try again later"})
    try:
        table = ShiftTable(conn)
        if event["httpMethod"] == "GET":
            params = event.get("queryStringParameters") or {}
            return respond(200, table.free(params.get("city", "Bremen"), params.get("day")))
        body = json.loads(event["body"])
        table.sign_up(int(body["shift_id"]), str(body["name"])[:80], str(body["phone"])[:30])
        return respond(201, {"ok": True})
    except (KeyError, TypeError, ValueError):
        return respond(400, {"error": "Please fill in shift, name and phone"})
    except pymysql.MySQLError:
        logger.exception("statement failed")
        return respond(500, {"error": "Something went wrong"})
    finally:
        conn.close()
