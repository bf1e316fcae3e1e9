"""Clients for the SMS and chat providers."""
import logging
import os

import httpx

logger = logging.getLogger("notify")

TIMEOUT = httpx.Timeout(10.0, connect=3.0)


class SmsClient:
    base_url = "https://api.twilio.com/2010-04-01"

    def __init__(self, sender: str):
        self.sender = sender
        self.sid = os.environ["TWILIO_SID"]
        self._token = os.environ["TWILIO_TOKEN"]

    async def send(self, to: str, text: str) -> bool:
        url = f"{self.base_url}/Accounts/{self.sid}/Messages.json"
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT) as client:
                response = await client.post(
                    url,
                    auth=(self.sid, self._token),
                    data={"From": self.sender, "To": to, "Body": text},
                )
        except httpx.HTTPError:
            logger.exception("SMS provider unreachable")
            return False
        return response.status_code == 201


class SlackClient:
    def __init__(self):
        self._token = os.environ["SLACK_BOT_TOKEN"]

    def send(self, channel: str, text: str) -> bool:
        logger.debug("Posting to Slack")
        try:
            response = httpx.post(
                "https://slack.com/api/chat.postMessage",
                headers={"Authorization": f"Bearer {self._token}"},
                json={"channel": channel, "text": text},
                timeout=TIMEOUT,
            )
            return response.json().get("ok", False)
        except (httpx.HTTPError, ValueError):
            logger.exception("Slack message could not be delivered")
            return False
