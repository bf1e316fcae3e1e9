"""Relays readings of the queue to the address each customer has agreed."""
import asyncio
import json
import logging
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import boto3
import httpx

log = logging.getLogger("relay")
QUEUE_URL = os.environ["READINGS_QUEUE_URL"]
CUSTOMER_HOSTS = {
    "stadtwerke": {"ingest.stadtwerke-netz.de"},
    "deich": {"api.deichverband.example", "api2.deichverband.example"},
}
REGIONS = {"north": "https://north.telemetry.example", "south": "https://south.telemetry.example"}


@dataclass
class Reading:
    customer: str
    target: str
    region: str
    body: dict
    token: str = field(repr=False, default="")


def agreed(reading: Reading) -> str:
    parts = urlsplit(reading.target)
    if parts.scheme != "https":
        raise PermissionError("scheme")
    if parts.hostname not in CUSTOMER_HOSTS.get(reading.customer, ()):
        raise PermissionError("host")
    return reading.target


def parse(message, tokens) -> Reading:
    body = json.loads(message["Body"])
    return Reading(
        customer=body["customer"],
        target=body["target"],
        region=body.get("region", "north"),
        body=body["reading"],
        token=tokens[body["customer"]],
    )


class Relay:
    def __init__(self, client: httpx.AsyncClient):
        self.client = client

    async def push(self, reading: Reading):
        url = agreed(reading)
        headers = {"Authorization": f"Bearer {reading.token}"}
        response = await self.client.post(url, json=reading.body, headers=headers)
        response.raise_for_status()

    async def mirror(self, reading: Reading):
        base = REGIONS[reading.region]
        await self.client.post(f"{base}/v1/mirror", json=reading.body)


async def handle(sqs, relay, message, tokens):
    try:
        reading = parse(message, tokens)
        await relay.push(reading)
        await relay.mirror(reading)
    except PermissionError as exc:
        log.warning("refused target of message %s: %s", message["MessageId"], exc)
    except (KeyError, ValueError):
        log.warning("malformed message %s", message["MessageId"])
    except httpx.HTTPError:
        log.error("could not deliver %r", reading)
        return
    await asyncio.to_thread(sqs.delete_message, QueueUrl=QUEUE_URL, ReceiptHandle=message["ReceiptHandle"])


async def main():
    logging.basicConfig(level=logging.INFO)
    with open(os.environ["CUSTOMER_TOKENS_FILE"], encoding="utf-8") as handle_:
        tokens = json.load(handle_)
    log.info("tokens loaded for %d customers", len(tokens))
    sqs = boto3.client("sqs")
    async with httpx.AsyncClient(timeout=10, follow_redirects=False) as client:
        relay = Relay(client)
        while True:
            reply = await asyncio.to_thread(
                sqs.receive_message, QueueUrl=QUEUE_URL, MaxNumberOfMessages=5, WaitTimeSeconds=20
            )
            for message in reply.get("Messages", []):
                await handle(sqs, relay, message, tokens)


if __name__ == "__main__":
    asyncio.run(main())
