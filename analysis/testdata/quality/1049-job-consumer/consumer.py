"""RabbitMQ worker: takes jobs from the partner queue, runs the handler, reports to the callback."""
import importlib
import json
import logging
import os
import pickle

import pika
import requests

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("worker")

QUEUE = "partner-jobs"


class Worker:
    def __init__(self):
        params = pika.URLParameters(os.environ["AMQP_URL"])
        params.socket_timeout = 5
        params.blocked_connection_timeout = 30
        self.connection = pika.BlockingConnection(params)
        self.channel = self.connection.channel()
        self.channel.queue_declare(queue=QUEUE, durable=True)
        self.channel.basic_qos(prefetch_count=1)

    def decode(self, body, content_type):
        if content_type == "application/python-pickle":
            return pickle.loads(body)
        return json.loads(body)

    def resolve(self, dotted):
        """'handlers.invoice.create' -> function"""
        module_name, _, function = dotted.rpartition(".")
        module = importlib.import_module(module_name)
        return getattr(module, function)

    def report(self, job, result):
        callback = job.get("callback_url")
        if callback:
            requests.post(callback, json={"job": job["id"], "result": result}, timeout=10)

    def on_message(self, channel, method, properties, body):
        job = self.decode(body, properties.content_type)
        try:
            handler = self.resolve(job["handler"])
            result = handler(**job.get("arguments", {}))
            self.report(job, result)
        except Exception:
            logger.exception("job failed")
            channel.basic_nack(method.delivery_tag, requeue=False)
            return
        channel.basic_ack(method.delivery_tag)

    def run(self):
        self.channel.basic_consume(queue=QUEUE, on_message_callback=self.on_message)
        logger.info("waiting for jobs on %s", QUEUE)
        self.channel.start_consuming()


if __name__ == "__main__":
    Worker().run()
