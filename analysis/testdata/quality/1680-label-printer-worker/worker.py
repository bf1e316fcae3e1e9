# Worker that prints parcel labels. Jobs come from the "labels" queue.
import json
import logging
import os
import re
import subprocess
import sys

import pika

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("labels")

SPOOL = "/var/spool/labels"
PRINTERS = {"zebra1", "zebra2", "dymo-office"}
ORDER_NO = re.compile(r"[A-Z0-9]{6,16}")
MAX_ZPL = 100_000


def connect():
    params = pika.URLParameters(os.environ["AMQP_URL"])
    params.socket_timeout = 10
    params.blocked_connection_timeout = 60
    params.heartbeat = 30
    log.info("connecting to the broker at %s", params.host)
    return pika.BlockingConnection(params)


class LabelJob:
    def __init__(self, data):
        order_no = str(data["order_no"])
        if not ORDER_NO.fullmatch(order_no):
            raise ValueError("bad order number")
        printer = data.get("printer", "zebra1")
        if printer not in PRINTERS:
            raise ValueError("unknown printer")
        zpl = str(data["zpl"])
        if len(zpl) > MAX_ZPL:
            raise ValueError("label too large")
        self.order_no, self.printer, self.zpl = order_no, printer, zpl

    @property
    def path(self):
        return os.path.join(SPOOL, self.order_no + ".zpl")

    def write(self):
        with open(self.path, "w", encoding="utf-8") as fh:
            fh.write(self.zpl)

    def send(self):
        command = ["/usr/bin/lp", "-d", self.printer, "-o", "raw", self.path]
        return subprocess.call(command, timeout=30)


def on_message(channel, method, properties, body):
    try:
        job = LabelJob(json.loads(body))
    except (ValueError, KeyError, TypeError):
        log.exception("job rejected")
        channel.basic_nack(method.delivery_tag, requeue=False)
        return
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
