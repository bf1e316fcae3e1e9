import logging

import httpx
from pydantic import SecretStr
from pydantic_settings import BaseSettings

logger = logging.getLogger("sms")


class SmsSettings(BaseSettings):
    sms_account: str = "acme-production"
    sms_token: SecretStr
    sms_url: str = "https://api.smsprovider.example/v1/messages"


class SmsGateway:
    def __init__(self, settings=None):
        settings = settings or SmsSettings()
        logger.info("SMS settings: %r", settings)
        self.API = settings.sms_url
        self.token = settings.sms_token.get_secret_value()

    async def deliver(self, to, text):
        logger.info("SMS to *%s (%d characters)", to[-2:], len(text))
        async with httpx.AsyncClient(timeout=10) as client:
            response = await client.post(
                self.API,
                json={"to": to, "text": text},
                headers={"Authorization": f"Bearer {self.token}"},
            )
            logger.debug("Gateway answered %s", response.status_code)
            response.raise_for_status()
