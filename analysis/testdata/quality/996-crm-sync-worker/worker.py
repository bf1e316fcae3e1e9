"""SQS worker: applies contact changes from the marketing tool to our CRM database."""
from __future__ import annotations

import logging
import os

import boto3
from botocore.config import Config
from pydantic import BaseModel, EmailStr, Field, ValidationError
from pymongo import MongoClient

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("crm-sync")

sqs = boto3.client("sqs", config=Config(connect_timeout=5, read_timeout=30))
contacts = MongoClient(os.environ["MONGO_URI"], serverSelectionTimeoutMS=5000).crm.contacts


class Changes(BaseModel):
    first_name: str | None = Field(None, max_length=80)
    last_name: str | None = Field(None, max_length=80)
    newsletter: bool | None = None


class ContactEvent(BaseModel):
    email: EmailStr
    changes: Changes
    attachments: list[str] = Field(default_factory=list, max_length=20)


class ContactSync:
    def __init__(self, collection):
        self.collection = collection

    def locate(self, event: ContactEvent) -> dict | None:
        return self.collection.find_one({"email_lower": str(event.email).lower()}, {"_id": 1})

    def apply(self, event: ContactEvent) -> None:
        contact = self.locate(event)
        if contact is None:
            logger.warning("no contact for message")
            return
        fields = event.changes.model_dump(exclude_none=True)
        fields["attachments"] = event.attachments
        self.collection.update_one({"_id": contact["_id"]}, {"$set": fields})


def main() -> None:
    queue = os.environ["QUEUE_URL"]
    sync = ContactSync(contacts)
    while True:
        batch = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=20)
        for message in batch.get("Messages", []):
            try:
                sync.apply(ContactEvent.model_validate_json(message["Body"]))
            except ValidationError:
                logger.exception("message dropped, not a contact event")
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


if __name__ == "__main__":
    main()
