"""Celery tasks: delivers our events to the partner systems we integrate with."""
import hashlib
import hmac
import json
import logging
import os
import uuid

import requests
from celery import Celery

from endpoints import find_subscriptions

app = Celery("delivery", broker=os.environ["BROKER_URL"])
app.conf.update(task_serializer="json", accept_content=["json"], task_time_limit=60)
logger = logging.getLogger(__name__)

# Partners we signed a contract with; customers only switch them on
PARTNERS = {
    "ledgerly": "https://hooks.ledgerly.com/v2/events",
    "shipfast": "https://api.shipfast.io/inbound",
}
SPOOL = "/var/spool/webhooks"


def signature(secret, body):
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()


@app.task(bind=True, max_retries=5)
def deliver(self, customer_id, event_name, payload):
    body = json.dumps({"event": event_name, "data": payload})
    for subscription in find_subscriptions(customer_id):
        url = PARTNERS.get(subscription.partner)
        if url is None:
            logger.warning("subscription %d names an unknown partner", subscription.id)
            continue
        try:
            response = requests.post(
                url,
                data=body,
                headers={"X-Signature": signature(subscription.secret, body)},
                timeout=10,
                allow_redirects=False,
            )
            response.raise_for_status()
        except requests.RequestException as exc:
            logger.warning("delivery of subscription %d failed", subscription.id)
            raise self.retry(exc=exc, countdown=30 * (self.request.retries + 1))


@app.task
def replay(item_id):
    # Spooled items are stored under generated ids
    path = os.path.join(SPOOL, f"{uuid.UUID(item_id)}.json")
    with open(path, encoding="utf-8") as fh:
        item = json.load(fh)
    deliver.delay(item["customer"], item["event"], item["payload"])
