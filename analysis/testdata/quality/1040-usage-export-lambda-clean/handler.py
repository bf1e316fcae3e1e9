"""
API Gateway -> Lambda: usage export for the billing team.

GET /usage?metric=api_calls&from=2026-10-01&to=2026-10-31&group=plan
"""
import json
import logging
from datetime import date

from usage_repository import UnknownColumn, UsageRepository

logger = logging.getLogger()
logger.setLevel(logging.INFO)
repository = UsageRepository()


def respond(status, body):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body, default=str),
    }


def lambda_handler(event, context):
    logger.info("usage export started, request %s", context.aws_request_id)
    params = event.get("queryStringParameters") or {}
    tenant = event["requestContext"]["authorizer"]["claims"]["custom:tenant"]

    try:
        start = date.fromisoformat(params["from"]) if "from" in params else None
        end = date.fromisoformat(params["to"]) if "to" in params else None
    except ValueError:
        return respond(400, {"error": "from and to must be dates (YYYY-MM-DD)"})

    try:
        rows = repository.usage(
            tenant=tenant,
            metric=params.get("metric", "api_calls"),
            start=start,
            end=end,
            group=params.get("group", "plan"),
        )
    except UnknownColumn:
        return respond(400, {"error": "unknown metric or group"})
    except Exception:
        logger.exception("usage export failed")
        return respond(500, {"error": "internal error"})
    return respond(200, {"usage": rows})
