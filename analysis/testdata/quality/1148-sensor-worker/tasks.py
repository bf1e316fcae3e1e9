import base64
import json
from datetime import datetime

from celery.utils.log import get_task_logger

from celery_app import app
from readings import Reading, ReadingRepository

logger = get_task_logger(__name__)
MAX_BATCH = 5_000


class GatewayBatch:
    def __init__(self, blob: str) -> None:
        self._raw = base64.b64decode(blob)

    def readings(self) -> list[Reading]:
        rows = json.loads(self._raw)[:MAX_BATCH]
        return [
            Reading(str(station), str(metric), float(value), datetime.fromisoformat(taken_at))
            for station, metric, value, taken_at in rows
        ]


@app.task(bind=True, max_retries=3, acks_late=True)
def ingest(self, blob: str) -> int:
    try:
        return ReadingRepository().store(GatewayBatch(blob).readings())
    except ConnectionError as exc:
        raise self.retry(exc=exc, countdown=10)


@app.task
def purge(station: str, metrics: list[str], before: str) -> int:
    removed = ReadingRepository().purge(station, metrics, datetime.fromisoformat(before))
    logger.info("purge removed %d rows", removed)
    return removed
