import logging
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Iterable

import psycopg

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    station: str
    metric: str
    value: float
    taken_at: datetime


class ReadingRepository:
    def __init__(self) -> None:
        self._host = os.environ["PGHOST"]

    def _connect(self) -> psycopg.Connection:
        logger.info("opening telemetry database on %s", self._host)
        return psycopg.connect(
            host=self._host,
            dbname="telemetry",
            user="sensors",
            password=os.environ["PGPASSWORD"],
            connect_timeout=5,
            options="-c statement_timeout=20000",
        )

    def store(self, readings: Iterable[Reading]) -> int:
        count = 0
        with self._connect() as conn, conn.cursor() as cursor:
            for reading in readings:
                cursor.execute(
                    "INSERT INTO readings (station, metric, value, taken_at) VALUES (%s, %s, %s, %s)",
                    (reading.station, reading.metric, reading.value, reading.taken_at),
                )
                count += 1
        return count

    def purge(self, station: str, metrics: list[str], before: datetime) -> int:
        sql = "DELETE FROM readings WHERE station = %s AND metric = ANY(%s) AND taken_at < %s"
        with self._connect() as conn, conn.cursor() as cursor:
            cursor.execute(sql, (station, metrics, before))
            return cursor.rowcount
