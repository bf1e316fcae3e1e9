import logging

logger = logging.getLogger(__name__)


def record_attempt(db, username, password, ok):
    db.execute(
        "INSERT INTO login_attempts (username, password, ok) VALUES (?, ?, ?)",
        (username, password, ok),
    )
    logger.info("login attempt user=%s password=%s ok=%s", username, password, ok)
