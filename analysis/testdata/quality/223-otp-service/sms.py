import logging

import httpx
from pydantic_settings import BaseSettings

logger = logging.getLogger("sms")


class SmsSettings(BaseSettings):
    """Read from the environment, with a default for the shared account."""

    sms_account: str = "acme-production"
    sms_token: str = "sms_9aKf72LxQwE5vTzB1nRc8YpHd4Mj"
    sms_url: str = "https://api.smsprovider.example/v1/messages"


class SmsGateway:
    def __init__(self, settings=None):
        settings = settings or SmsSettings()
        self.API = settings.sms_url
        self.token = settings.sms_token

    async def deliver(self, to, text):
        logger.info("SMS to %s: %s", to, text)
        async with httpx.AsyncClient(timeout=10) as client:
            response = await client.post(
                self.API,
                json={"to": to, "text": text},
                headers={"Authorization": f"Bearer {self.token}"},
            )
            response.raise_for_status()
