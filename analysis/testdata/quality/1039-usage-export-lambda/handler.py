"""
API Gateway -> Lambda: usage export for the billing team.

GET /usage?metric=api_calls&from=2026-10-01&to=2026-10-31&group=plan
"""
import json
import traceback

from usage_repository import UsageRepository

repository = UsageRepository()


def respond(status, body):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body, default=str),
    }


def lambda_handler(event, context):
    print("Received event: " + json.dumps(event))
    params = event.get("queryStringParameters") or {}
    tenant = event["requestContext"]["authorizer"]["claims"]["custom:tenant"]

    try:
        rows = repository.usage(
            tenant=tenant,
            metric=params.get("metric", "api_calls"),
            start=params.get("from"),
            end=params.get("to"),
            group=params.get("group", "plan"),
        )
        return respond(200, {"usage": rows})
    except Exception:
        return respond(500, {"error": traceback.format_exc()})
