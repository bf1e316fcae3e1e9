class ShiftTable:
    """All statements for the shifts table."""

    def __init__(self, conn):
        self.conn = conn

    def _run(self, sql, params):
        with self.conn.cursor() as cur:
            cur.execute(sql, params)
            return cur.fetchall()

    def free(self, city, day=None):
        sql = "SELECT id, starts_at, place FROM shifts WHERE city = %s AND free > 0"
        params = [city]
        if day:
            sql += " AND DATE(starts_at) = %s"
            params.append(day)
        return self._run(sql + " LIMIT 50", params)

    def sign_up(self, shift_id, name, phone):
        self._run(
            "INSERT INTO volunteers (shift_id, name, phone) VALUES (%s, %s, %s)",
            (shift_id, name, phone),
        )
        self.conn.commit()
