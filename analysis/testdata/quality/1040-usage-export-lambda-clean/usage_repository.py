import os

import pymysql


TABLES = {
    "api_calls": "usage_api_calls",
    "storage": "usage_storage_gb",
    "seats": "usage_seats",
}
GROUPS = {"plan", "region", "day"}


class UnknownColumn(ValueError):
    """The metric or the grouping is not one of ours."""


class UsageRepository:
    def __init__(self):
        self._conn = None

    @property
    def conn(self):
        if self._conn is None:
            self._conn = pymysql.connect(
                host=os.environ["DB_HOST"],
                user=os.environ["DB_USER"],
                password=os.environ["DB_PASSWORD"],
                database="usage",
                connect_timeout=5,
                read_timeout=15,
                cursorclass=pymysql.cursors.DictCursor,
            )
        return self._conn

    def usage(self, tenant, metric, start, end, group):
        table = TABLES.get(metric)
        if table is None or group not in GROUPS:
            raise UnknownColumn()
        conditions = ["tenant_id = %(tenant)s"]
        values = {"tenant": tenant}
        if start:
            conditions.append("day >= %(start)s")
            values["start"] = start
        if end:
            conditions.append("day <= %(end)s")
            values["end"] = end

        query = "SELECT {group}, SUM(amount) AS total FROM {table} WHERE {where} GROUP BY {group} LIMIT 500".format(
            group=group, table=table, where=" AND ".join(conditions)
        )
        with self.conn.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()
