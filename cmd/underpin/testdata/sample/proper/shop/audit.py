import logging

logger = logging.getLogger("shop.audit")


def record(event, **details):
    logger.info("%s %s", event, details)
