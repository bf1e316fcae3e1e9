from dataclasses import dataclass

import psycopg2
from psycopg2.extras import RealDictCursor

PAGE_SIZE = 25

# Columns a client may sort by -> SQL expression
SORT_COLUMNS = {
    "created_at": "created_at",
    "priority": "priority",
    "subject": "lower(subject)",
}


@dataclass(frozen=True)
class TicketQuery:
    text: str
    status: str
    sort: str
    descending: bool
    page: int


class TicketRepository:
    def __init__(self, dsn):
        self.dsn = dsn

    def _connect(self):
        return psycopg2.connect(self.dsn, connect_timeout=5, options="-c statement_timeout=10000")

    def search(self, org_id, query):
        conditions = ["org_id = %s"]
        args = [org_id]
        if query.text:
            conditions.append("(subject ILIKE %s OR body ILIKE %s)")
            like = f"%{query.text}%"
            args += [like, like]
        if query.status != "all":
            conditions.append("status = %s")
            args.append(query.status)

        column = SORT_COLUMNS.get(query.sort, "created_at")
        direction = "DESC" if query.descending else "ASC"
        sql = (
            "SELECT id, subject, status, priority, created_at FROM tickets WHERE "
            + " AND ".join(conditions)
            + f" ORDER BY {column} {direction} LIMIT %s OFFSET %s"
        )
        args += [PAGE_SIZE, (query.page - 1) * PAGE_SIZE]

        conn = self._connect()
        try:
            with conn.cursor(cursor_factory=RealDictCursor) as cur:
                cur.execute(sql, args)
                return [dict(row) for row in cur.fetchall()]
        finally:
            conn.close()
