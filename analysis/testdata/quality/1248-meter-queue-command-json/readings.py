from django.db import connection

TABLES = {"north": "readings_north", "south": "readings_south", "coast": "readings_coast"}


class ReadingWriter:
    """Writes meter readings, one partition table a region."""

    def __init__(self, region: str):
        if region not in TABLES:
            raise ValueError("unknown region")
        self.region = region

    @property
    def table(self) -> str:
        return TABLES[self.region]

    def save(self, meter: str, kwh: float, taken_at: str) -> None:
        sql = "INSERT INTO {} (meter, kwh, taken_at) VALUES (%s, %s, %s)".format(self.table)
        with connection.cursor() as cursor:
            cursor.execute(sql, [meter, kwh, taken_at])
