"""python manage.py consume_readings"""
import json
import os
import signal

import boto3
from botocore.config import Config
from django.core.management.base import BaseCommand

from readings import ReadingWriter


class Command(BaseCommand):
    help = "Read meter readings of our gateways from SQS and store them"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.running = True
        self.sqs = boto3.client("sqs", config=Config(connect_timeout=5, read_timeout=30))
        self.queue_url = os.environ["READINGS_QUEUE_URL"]

    def stop(self, signum, frame):
        self.running = False

    def handle(self, *args, **options):
        signal.signal(signal.SIGTERM, self.stop)
        stored = 0
        while self.running:
            reply = self.sqs.receive_message(
                QueueUrl=self.queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=15
            )
            for message in reply.get("Messages", []):
                try:
                    self.process(message["Body"])
                except (KeyError, TypeError, ValueError) as exc:
                    self.stderr.write(f"reading skipped: {type(exc).__name__}")
                    continue
                self.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
                stored += 1
        self.stdout.write(f"{stored} readings stored")

    def process(self, body: str) -> None:
        data = json.loads(body)
        writer = ReadingWriter(data["region"])
        writer.save(str(data["meter"]), float(data["kwh"]), str(data["taken_at"]))
