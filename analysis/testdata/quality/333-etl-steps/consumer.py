"""Runs the table jobs that the portal puts on RabbitMQ."""
import json
import logging
import os
import time

import pika

from steps import resolve

log = logging.getLogger("etl")
MAX_ROWS = 50_000


class Job:
    def __init__(self, body: bytes):
        data = json.loads(body)
        self.id = data["id"]
        self.rows = data["rows"][:MAX_ROWS]
        self.steps = data["steps"]

    def run(self):
        rows = self.rows
        for number, step in enumerate(self.steps, 1):
            options = {k: v for k, v in step.items() if k != "use"}
            started = time.perf_counter()
            rows = resolve(step["use"])(rows, **options)
            log.info("job %s step %d: %d rows in %.3fs", self.id, number, len(rows), time.perf_counter() - started)
        return rows


def reply(channel, properties, payload):
    channel.basic_publish(
        exchange="",
        routing_key=properties.reply_to,
        properties=pika.BasicProperties(correlation_id=properties.correlation_id),
        body=json.dumps(payload),
    )


def on_job(channel, method, properties, body):
    try:
        job = Job(body)
        reply(channel, properties, {"ok": True, "rows": job.run()})
    except Exception:
        log.exception("job failed")
        reply(channel, properties, {"ok": False})
    channel.basic_ack(method.delivery_tag)


def main():
    logging.basicConfig(level=logging.INFO)
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channel = connection.channel()
    channel.queue_declare("table-jobs", durable=True)
    channel.basic_qos(prefetch_count=1)
    channel.basic_consume("table-jobs", on_job)
    channel.start_consuming()


if __name__ == "__main__":
    main()
