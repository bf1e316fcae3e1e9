from django.db import connection


class ReadingWriter:
    """Writes meter readings, one partition table a region."""

    def __init__(self, region: str):
        self.region = region

    @property
    def table(self) -> str:
        return "readings_" + self.region.lower()

    def save(self, meter: str, kwh: float, taken_at: str) -> None:
        sql = "INSERT INTO {} (meter, kwh, taken_at) VALUES (%s, %s, %s)".format(self.table)
        with connection.cursor() as cursor:
            cursor.execute(sql, [meter, kwh, taken_at])
