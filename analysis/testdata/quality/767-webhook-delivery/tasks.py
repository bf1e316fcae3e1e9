"""Celery tasks: delivers our events to the customers' webhook endpoints."""
import hashlib
import json
import logging
import os

import requests
from celery import Celery

from endpoints import find_endpoints

app = Celery("delivery", broker=os.environ["BROKER_URL"])
app.conf.task_time_limit = 60
logger = logging.getLogger(__name__)


def signature(secret, body):
    # Sign the payload so the customer can verify it
    return hashlib.sha256((secret + body).encode()).hexdigest()


@app.task(bind=True, max_retries=5)
def deliver(self, customer_id, event_name, payload):
    body = json.dumps({"event": event_name, "data": payload})
    for endpoint in find_endpoints(customer_id):
        logger.info("delivering %s to %s with secret %s" % (event_name, endpoint.url, endpoint.secret))
        try:
            requests.post(
                endpoint.url,
                data=body,
                headers={"X-Signature": signature(endpoint.secret, body)},
                timeout=10,
            )
        except Exception:
            pass


@app.task
def replay(filename):
    path = os.path.join("/var/spool/webhooks", filename)
    with open(path) as fh:
        item = json.load(fh)
    deliver.delay(item["customer"], item["event"], item["payload"])
