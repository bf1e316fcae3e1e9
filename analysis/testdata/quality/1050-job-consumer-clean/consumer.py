"""RabbitMQ worker: takes jobs from the partner queue, runs the handler, reports to the partner."""
import json
import logging
import os

import pika
import requests
from pydantic import BaseModel, Field, ValidationError

from handlers import create_invoice, refresh_stock

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("worker")

QUEUE = "partner-jobs"

HANDLERS = {
    "invoice.create": create_invoice,
    "stock.refresh": refresh_stock,
}
CALLBACKS = {
    "northwind": "https://api.northwind.example/jobs/done",
    "contoso": "https://hooks.contoso.example/worker",
}


class Job(BaseModel):
    id: int
    partner: str = Field(max_length=40)
    handler: str = Field(max_length=60)
    reference: str = Field(pattern=r"^[A-Z0-9-]{1,30}$")


class Worker:
    def __init__(self):
        params = pika.URLParameters(os.environ["AMQP_URL"])
        params.socket_timeout = 5
        params.blocked_connection_timeout = 30
        self.connection = pika.BlockingConnection(params)
        self.channel = self.connection.channel()
        self.channel.queue_declare(queue=QUEUE, durable=True)
        self.channel.basic_qos(prefetch_count=1)

    def report(self, job, result):
        callback = CALLBACKS.get(job.partner)
        if callback is not None:
            response = requests.post(
                callback, json={"job": job.id, "result": result}, timeout=10, allow_redirects=False
            )
            response.raise_for_status()

    def on_message(self, channel, method, properties, body):
        try:
            job = Job.model_validate(json.loads(body))
            handler = HANDLERS[job.handler]
        except (json.JSONDecodeError, ValidationError, KeyError):
            logger.warning("malformed job dropped")
            channel.basic_nack(method.delivery_tag, requeue=False)
            return

        try:
            self.report(job, handler(job.partner, job.reference))
        except Exception:
            logger.exception("job %d failed", job.id)
            channel.basic_nack(method.delivery_tag, requeue=False)
            return
        channel.basic_ack(method.delivery_tag)

    def run(self):
        self.channel.basic_consume(queue=QUEUE, on_message_callback=self.on_message)
        logger.info("waiting for jobs on %s", QUEUE)
        self.channel.start_consuming()


if __name__ == "__main__":
    Worker().run()
