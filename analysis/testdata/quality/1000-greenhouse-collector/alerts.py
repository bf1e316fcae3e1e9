import os

import requests

PUSH_URL = "https://api.pushover.net/1/messages.json"


def notify(text):
    payload = {
        "token": os.environ["PUSHOVER_TOKEN"],
        "user": os.environ["PUSHOVER_USER"],
        "message": text,
    }
    response = requests.post(PUSH_URL, data=payload, timeout=10)
    response.raise_for_status()
