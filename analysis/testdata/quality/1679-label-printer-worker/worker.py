# Worker that prints parcel labels. Jobs come from the "labels" queue.
import logging
import os
import pickle
import subprocess
import sys

import pika

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("labels")

SPOOL = "/var/spool/labels"


def connect():
    params = pika.URLParameters(os.environ["AMQP_URL"])
    params.socket_timeout = 10
    params.blocked_connection_timeout = 60
    params.heartbeat = 30
    log.info("connecting to %s with password %s", params.host, params.credentials.password)
    return pika.BlockingConnection(params)


class LabelJob:
    def __init__(self, data):
        self.order_no = data["order_no"]
        self.printer = data.get("printer", "zebra1")
        self.zpl = data["zpl"]

    @property
    def path(self):
        return os.path.join(SPOOL, self.order_no + ".zpl")

    def write(self):
        with open(self.path, "w", encoding="utf-8") as fh:
            fh.write(self.zpl)

    def send(self):
        command = "lp -d %s -o raw %s" % (self.printer, self.path)
        return subprocess.call(command, shell=True, timeout=30)


def on_message(channel, method, properties, body):
    job = LabelJob(pickle.loads(body))
    job.write()
    if job.send() == 0:
        channel.basic_ack(method.delivery_tag)
    else:
        log.error("printing failed")
        channel.basic_nack(method.delivery_tag, requeue=False)


def main():
    connection = connect()
    channel = connection.channel()
    channel.queue_declare("labels", durable=True)
    channel.basic_qos(prefetch_count=1)
    channel.basic_consume("labels", on_message)
    try:
        channel.start_consuming()
    except KeyboardInterrupt:
        connection.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
