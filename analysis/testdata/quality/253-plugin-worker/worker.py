"""
Background worker that runs transformation plugins.

Message format: {"plugin": "package.module:function", "setup": "...", "records": [...]}
"""
import json
import logging

import pika

from plugins import resolve, prepare

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("plugin-worker")


def apply(plugin, records, context):
    for record in records:
        yield plugin(record, **context)


def on_message(channel, method, properties, body):
    job = json.loads(body)
    try:
        context = prepare(job.get("setup", ""))
        plugin = resolve(job["plugin"])
        results = list(apply(plugin, job["records"], context))
    except Exception:
        logger.exception("Job failed")
        channel.basic_nack(method.delivery_tag, requeue=False)
        return
    channel.basic_publish("", properties.reply_to, json.dumps(results))
    channel.basic_ack(method.delivery_tag)


def main():
    connection = pika.BlockingConnection(pika.ConnectionParameters("localhost"))
    channel = connection.channel()
    channel.queue_declare("transformations", durable=True)
    channel.basic_consume("transformations", on_message)
    channel.start_consuming()


if __name__ == "__main__":
    main()
