import os

import requests


def send_sms(phone, text):
    response = requests.post(
        "https://sms.clinic-gateway.net/v2/messages",
        json={"to": phone, "text": text},
        headers={"X-Api-Key": os.environ["SMS_KEY"]},
        timeout=10,
    )
    response.raise_for_status()
