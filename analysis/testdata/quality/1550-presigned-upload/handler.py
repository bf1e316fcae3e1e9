"""AWS Lambda behind an HTTP API with a JWT authoriser: upload and download links for claim photos."""
import json
import logging
import os
import re
import uuid

import boto3
from boto3.dynamodb.conditions import Key
from botocore.config import Config
from botocore.exceptions import ClientError

log = logging.getLogger()
log.setLevel(logging.INFO)

CONFIG = Config(connect_timeout=3, read_timeout=10, retries={"max_attempts": 2}, signature_version="s3v4")
BUCKET = os.environ["PHOTO_BUCKET"]
s3 = boto3.client("s3", config=CONFIG)
claims = boto3.resource("dynamodb", config=CONFIG).Table(os.environ["CLAIMS_TABLE"])

TYPES = {"image/jpeg": "jpg", "image/png": "png"}
CLAIM = re.compile(r"C-[0-9]{4}-[0-9]{6}")
PHOTO = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)")


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


def answer(status, body):
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)}


def caller(event):
    # The gateway has verified the token before this function is called.
    return event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]


def own_claim(event):
    number = (event.get("pathParameters") or {}).get("claim", "")
    if not CLAIM.fullmatch(number):
        raise Refused(404, "no such claim")
    item = claims.get_item(Key={"number": number}, ProjectionExpression="#o, #s",
                           ExpressionAttributeNames={"#o": "owner", "#s": "state"}).get("Item")
    if item is None or item["owner"] != caller(event):
        raise Refused(404, "no such claim")
    return number, item["state"]


def list_claims(event):
    found = claims.query(
        IndexName="by-owner", KeyConditionExpression=Key("owner").eq(caller(event)), Limit=50,
        ProjectionExpression="#n, #s", ExpressionAttributeNames={"#n": "number", "#s": "state"},
    )
    return answer(200, [{"number": i["number"], "state": i["state"]} for i in found["Items"]])


def upload_link(event):
    number, state = own_claim(event)
    if state != "open":
        raise Refused(409, "the claim is closed")
    try:
        media_type = json.loads(event.get("body") or "{}").get("type")
    except (ValueError, AttributeError):
        raise Refused(400, "invalid JSON") from None
    if not isinstance(media_type, str) or media_type not in TYPES:
        raise Refused(415, "only JPEG and PNG")
    key = f"claims/{number}/{uuid.uuid4().hex}.{TYPES[media_type]}"
    post = s3.generate_presigned_post(
        BUCKET, key, Fields={"Content-Type": media_type}, ExpiresIn=300,
        Conditions=[{"Content-Type": media_type}, ["content-length-range", 1, 8 * 1024 * 1024]],
    )
    return answer(200, post)


def download_link(event):
    number, _ = own_claim(event)
    photo = event["pathParameters"].get("photo", "")
    if not PHOTO.fullmatch(photo):
        raise Refused(404, "no such photo")
    url = s3.generate_presigned_url(
        "get_object", Params={"Bucket": BUCKET, "Key": f"claims/{number}/{photo}"}, ExpiresIn=120
    )
    return answer(200, {"url": url})


ROUTES = {
    "GET /claims": list_claims,
    "POST /claims/{claim}/photos": upload_link,
    "GET /claims/{claim}/photos/{photo}": download_link,
}


def handler(event, _context):
    route = ROUTES.get(event.get("routeKey"))
    if route is None:
        return answer(404, {"message": "not found"})
    try:
        return route(event)
    except Refused as refusal:
        return answer(refusal.status, {"message": refusal.message})
    except ClientError:
        log.exception("an AWS call failed")
        return answer(502, {"message": "please try again later"})
