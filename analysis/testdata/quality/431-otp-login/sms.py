import logging
import os

import httpx

logger = logging.getLogger("sms")


class SmsGateway:
    url = "https://sms.example.com/v1/messages"

    def __init__(self) -> None:
        self.key = os.environ.get("SMS_API_KEY")

    async def send(self, phone: str, text: str) -> None:
        if not self.key:
            logger.warning("No SMS key configured, message to %s: %s", phone, text)
            return
        async with httpx.AsyncClient(timeout=10) as client:
            response = await client.post(
                self.url,
                json={"to": phone, "text": text},
                headers={"Authorization": f"Bearer {self.key}"},
            )
        if response.is_error:
            logger.error("SMS gateway answered %s", response.status_code)
