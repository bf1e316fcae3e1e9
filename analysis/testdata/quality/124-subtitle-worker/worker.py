"""Takes subtitle jobs from RabbitMQ and burns them in with ffmpeg."""
import json
import logging
import os
import re
import shlex
import subprocess
from pathlib import Path

import pika

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("subtitles")

QUEUE = "subtitles"
MEDIA = Path("/srv/media")
LANGUAGE = re.compile(r"[a-z]{2}")


def build_command(job_id: int, language: str) -> list[str]:
    return [
        "ffmpeg", "-y",
        "-i", str(MEDIA / "in" / f"{job_id}.mp4"),
        "-vf", f"subtitles={MEDIA}/subs/{job_id}.{language}.srt",
        str(MEDIA / "out" / f"{job_id}.{language}.mp4"),
    ]


def notify(title):
    os.system("logger -t subtitles -- " + shlex.quote(title))


def on_message(channel, method, properties, body):
    job = json.loads(body)
    language = job.get("language", "")
    if not LANGUAGE.fullmatch(language):
        channel.basic_nack(delivery_tag=method.delivery_tag, requeue=False)
        return
    command = build_command(int(job["id"]), language)
    done = subprocess.run(command, timeout=3600)
    if done.returncode == 0:
        notify(job.get("title", "untitled"))
    channel.basic_ack(delivery_tag=method.delivery_tag)


def main():
    connection = pika.BlockingConnection(pika.ConnectionParameters(host=os.getenv("RABBIT_HOST", "localhost")))
    channel = connection.channel()
    channel.queue_declare(queue=QUEUE, durable=True)
    channel.basic_consume(queue=QUEUE, on_message_callback=on_message)
    channel.start_consuming()


if __name__ == "__main__":
    main()
