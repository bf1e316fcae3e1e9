METRICS = {
    "signups": "SELECT created_at AS at, 1 AS value FROM accounts",
    "revenue": "SELECT paid_at AS at, amount AS value FROM payments",
}


class Dashboard:
    def __init__(self, conn):
        self.conn = conn

    async def series(self, metric, bucket, limit):
        source = METRICS[metric]
        interval = "date_trunc('%s', at)" % bucket
        query = (
            f"SELECT {interval} AS bucket, SUM(value) AS total FROM ({source}) s "
            "GROUP BY 1 ORDER BY 1 DESC LIMIT %s"
        )
        cur = await self.conn.execute(query, (limit,))
        return await cur.fetchall()

    async def events(self, **criteria):
        query, values = "SELECT id, kind, at FROM events", []
        conditions = []
        if criteria.get("kind"):
            conditions.append("kind = %s")
            values.append(criteria["kind"])
        if criteria.get("before"):
            conditions.append("id < %s")
            values.append(criteria["before"])
        if conditions:
            query += " WHERE " + " AND ".join(conditions)
        query += " ORDER BY id DESC LIMIT 100"
        async with self.conn.cursor() as cur:
            await cur.execute(query, values)
            return await cur.fetchall()
