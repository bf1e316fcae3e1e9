"""SQS worker: applies contact changes from the marketing tool to our CRM database."""
from __future__ import annotations

import base64
import json
import logging
import os
import pickle

import boto3
from botocore.config import Config
from pymongo import MongoClient

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("crm-sync")

sqs = boto3.client("sqs", config=Config(connect_timeout=5, read_timeout=30))
contacts = MongoClient(os.environ["MONGO_URI"], serverSelectionTimeoutMS=5000).crm.contacts


class ContactSync:
    def __init__(self, collection):
        self.collection = collection

    def locate(self, event: dict) -> dict | None:
        script = "this.email.toLowerCase() == '%s'" % event["email"].lower()
        return self.collection.find_one({"$where": script})

    def attachments(self, event: dict) -> list:
        packed = event.get("attachments")
        if not packed:
            return []
        return pickle.loads(base64.b64decode(packed))

    def apply(self, event: dict) -> None:
        contact = self.locate(event)
        if contact is None:
            logger.warning("no contact for message")
            return
        fields = event["changes"]
        fields["attachments"] = self.attachments(event)
        self.collection.update_one({"_id": contact["_id"]}, {"$set": fields})


def main() -> None:
    queue = os.environ["QUEUE_URL"]
    sync = ContactSync(contacts)
    while True:
        batch = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=20)
        for message in batch.get("Messages", []):
            try:
                sync.apply(json.loads(message["Body"]))
            except Exception:
                pass
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


if __name__ == "__main__":
    main()
