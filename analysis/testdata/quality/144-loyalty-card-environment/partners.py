import logging

import requests

from settings import get_settings

logger = logging.getLogger(__name__)


def redeem(card: str, points: int) -> bool:
    settings = get_settings()
    headers = {"X-Api-Key": settings.cinema_key.get_secret_value()}
    logger.debug("redeeming with headers %s", sorted(headers))
    response = requests.post("https://cinema.partners.example/redeem", json={"card": card, "points": points}, headers=headers, timeout=10)
    if response.status_code == 401:
        logger.error("the partner refused our api key, check LOYALTY_CINEMA_KEY")
    return response.ok
