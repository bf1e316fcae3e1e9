"""Applies filter chains that the web shop queues for product images."""
import ast
import json
import logging
import os
import uuid
from pathlib import Path

import pika
from PIL import Image

from filters import resolve

log = logging.getLogger("filters")
INBOX = Path(os.environ.get("FILTER_INBOX", "/data/in"))
OUTBOX = Path(os.environ.get("FILTER_OUTBOX", "/data/out"))


def options_of(step):
    text = step.get("options", "{}")
    options = ast.literal_eval(text)
    if not isinstance(options, dict):
        raise ValueError("options")
    return options


def execute(body):
    data = json.loads(body)
    source = INBOX / f"{uuid.UUID(data['image'])}.png"
    with Image.open(source) as image:
        result = image.convert("RGB")
    for step in data["steps"]:
        func = resolve(step["use"])
        result = func(result, **options_of(step))
    target = OUTBOX / f"{uuid.uuid4()}.png"
    result.save(target)
    return target.name


def on_message(channel, method, properties, body):
    try:
        answer = {"ok": True, "file": execute(body)}
    except (LookupError, ValueError, SyntaxError, TypeError, OSError):
        log.exception("chain failed")
        answer = {"ok": False}
    channel.basic_publish("", properties.reply_to, json.dumps(answer))
    channel.basic_ack(method.delivery_tag)


def main():
    logging.basicConfig(level=logging.INFO)
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channel = connection.channel()
    channel.queue_declare("image-filters", durable=True)
    channel.basic_consume("image-filters", on_message)
    channel.start_consuming()


if __name__ == "__main__":
    main()
