import psycopg2
from psycopg2.extras import RealDictCursor

PAGE_SIZE = 25


class TicketRepository:
    def __init__(self, dsn):
        self.dsn = dsn

    def _connect(self):
        return psycopg2.connect(self.dsn, connect_timeout=5, options="-c statement_timeout=10000")

    def _where(self, params):
        conditions = ["org_id = %s"]
        if params.text:
            conditions.append("(subject ILIKE '%%" + params.text + "%%' OR body ILIKE '%%" + params.text + "%%')")
        if params.status != "all":
            conditions.append("status = '{}'".format(params.status))
        return " AND ".join(conditions)

    def search(self, org_id, params):
        offset = (params.page - 1) * PAGE_SIZE
        sql = f"""
            SELECT id, subject, status, priority, created_at
            FROM tickets
            WHERE {self._where(params)}
            ORDER BY {params.sort} {params.direction}
            LIMIT {PAGE_SIZE} OFFSET {offset}
        """
        conn = self._connect()
        try:
            with conn.cursor(cursor_factory=RealDictCursor) as cur:
                cur.execute(sql, (org_id,))
                return [dict(row) for row in cur.fetchall()]
        finally:
            conn.close()
