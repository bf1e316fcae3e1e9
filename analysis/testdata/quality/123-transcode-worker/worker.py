"""Takes transcoding jobs from RabbitMQ and runs ffmpeg."""
import json
import logging
import os

import pika

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("transcode")

QUEUE = "transcode"
OUT_DIR = "/srv/media/out"


def build_command(job):
    parts = ["ffmpeg -y"]
    if job.get("start"):
        parts.append("-ss " + job["start"])
    parts.append("-i " + job["input"])
    parts.append("-b:v {}k".format(int(job.get("bitrate", 2500))))
    parts.append(os.path.join(OUT_DIR, f"{int(job['id'])}.mp4"))
    return " ".join(parts)


def on_message(channel, method, properties, body):
    job = json.loads(body)
    log.info("job %s received", job.get("id"))
    command = build_command(job)
    status = os.system(command)
    if status == 0:
        channel.basic_ack(delivery_tag=method.delivery_tag)
    else:
        log.error("job %s failed with %d", job.get("id"), status)
        channel.basic_nack(delivery_tag=method.delivery_tag, requeue=False)


def main():
    params = pika.ConnectionParameters(host=os.getenv("RABBIT_HOST", "localhost"))
    connection = pika.BlockingConnection(params)
    channel = connection.channel()
    channel.queue_declare(queue=QUEUE, durable=True)
    channel.basic_qos(prefetch_count=1)
    channel.basic_consume(queue=QUEUE, on_message_callback=on_message)
    log.info("waiting for jobs")
    channel.start_consuming()


if __name__ == "__main__":
    main()
