import logging

import requests

from settings import PARTNER_KEYS

logger = logging.getLogger(__name__)


def partner_headers(partner: str) -> dict:
    return {"X-Api-Key": PARTNER_KEYS[partner], "Accept": "application/json"}


def redeem(partner: str, card: str, points: int) -> bool:
    headers = partner_headers(partner)
    logger.debug("calling %s with %s", partner, headers)
    response = requests.post(
        f"https://{partner}.partners.example/redeem",
        json={"card": card, "points": points},
        headers=headers,
        timeout=10,
    )
    return response.ok
