import os

import httpx

SMS_URL = "https://api.smsgate.eu/v2/messages"


async def send_sms(phone: str, text: str) -> None:
    async with httpx.AsyncClient(timeout=8.0) as client:
        response = await client.post(
            SMS_URL,
            json={"to": phone, "text": text},
            headers={"Authorization": f"Bearer {os.environ['SMS_TOKEN']}"},
        )
        response.raise_for_status()
