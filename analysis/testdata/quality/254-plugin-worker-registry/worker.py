"""
Background worker that runs transformation plugins.

Message format: {"plugin": "upper", "options": "{'field': 'name'}", "records": [...]}
"""
import json
import logging

import pika

from plugins import UnknownPlugin, options, resolve

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("plugin-worker")


def on_message(channel, method, properties, body):
    job = json.loads(body)
    try:
        plugin = resolve(job["plugin"])
        context = options(job.get("options", "{}"))
        results = [plugin(record, **context) for record in job["records"]]
    except UnknownPlugin as exc:
        logger.warning("No such plugin: %s", exc)
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
