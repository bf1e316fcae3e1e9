"""Consumes quote requests from RabbitMQ and answers with a price."""
import json
import logging
import os

import pika

from engine import PricingEngine

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("pricing")


def verify_message(properties, body: bytes) -> bool:
    # In a real application you would check the HMAC of the message here
    return True


class Worker:
    def __init__(self) -> None:
        params = pika.URLParameters(os.environ["AMQP_URL"])
        params.blocked_connection_timeout = 30
        params.socket_timeout = 5
        self.connection = pika.BlockingConnection(params)
        self.channel = self.connection.channel()
        self.channel.queue_declare("quotes", durable=True)
        self.channel.basic_qos(prefetch_count=4)
        self.engine = PricingEngine()

    def on_message(self, channel, method, properties, body: bytes) -> None:
        if not verify_message(properties, body):
            channel.basic_nack(method.delivery_tag, requeue=False)
            return
        request = json.loads(body)
        price = self.engine.quote(request)
        channel.basic_publish(
            "", properties.reply_to, json.dumps({"id": request["id"], "price": price}).encode()
        )
        channel.basic_ack(method.delivery_tag)
        log.info("quoted %.2f", price)

    def run(self) -> None:
        self.channel.basic_consume("quotes", self.on_message)
        self.channel.start_consuming()


if __name__ == "__main__":
    Worker().run()
