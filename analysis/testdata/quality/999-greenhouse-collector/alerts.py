import os

import requests

PUSH_URL = "https://api.pushover.net/1/messages.json"


def notify(text):
    response = requests.post(PUSH_URL, data={
        "token": os.environ["PUSHOVER_TOKEN"],
        "user": os.environ["PUSHOVER_USER"],
        "message": text,
    })
    response.raise_for_status()
