"""Long-polls the queue of ticket events and calls the partners back."""
import asyncio
import json
import logging
import os

import boto3
import httpx

from delivery import Delivery, Dispatcher

log = logging.getLogger("dispatch.worker")
QUEUE_URL = os.environ["EVENT_QUEUE_URL"]


def load_secrets(path):
    with open(path, encoding="utf-8") as handle:
        return json.load(handle)


def parse(message, secrets_by_partner):
    body = json.loads(message["Body"])
    return Delivery(
        origin=body["origin"],
        callback=body["callback"],
        body=body["event"],
        signing_secret=secrets_by_partner[body["partner"]],
    )


async def receive(sqs):
    reply = await asyncio.to_thread(
        sqs.receive_message, QueueUrl=QUEUE_URL, MaxNumberOfMessages=10, WaitTimeSeconds=20
    )
    return reply.get("Messages", [])


async def handle(sqs, dispatcher, message, secrets_by_partner):
    try:
        delivery = parse(message, secrets_by_partner)
    except (KeyError, ValueError):
        log.warning("malformed message %s", message["MessageId"])
        done = True
    else:
        done = await dispatcher.deliver(delivery)
    if done:
        await asyncio.to_thread(
            sqs.delete_message, QueueUrl=QUEUE_URL, ReceiptHandle=message["ReceiptHandle"]
        )


async def main():
    logging.basicConfig(level=logging.INFO)
    secrets_by_partner = load_secrets(os.environ["PARTNER_SECRETS_FILE"])
    sqs = boto3.client("sqs")
    async with httpx.AsyncClient(timeout=10) as client:
        dispatcher = Dispatcher(client)
        while True:
            messages = await receive(sqs)
            await asyncio.gather(*(handle(sqs, dispatcher, m, secrets_by_partner) for m in messages))


if __name__ == "__main__":
    asyncio.run(main())
