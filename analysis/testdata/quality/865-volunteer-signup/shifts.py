class ShiftTable:
    """All statements for the shifts table."""

    def __init__(self, conn):
        self.conn = conn

    def _run(self, sql):
        with self.conn.cursor() as cur:
            cur.execute(sql)
            return cur.fetchall()

    def free(self, city, day=None):
        sql = "SELECT id, starts_at, place FROM shifts WHERE city = '{}' AND free > 0".format(city)
        if day:
            sql += " AND DATE(starts_at) = '{}'".format(day)
        return self._run(sql + " LIMIT 50")

    def sign_up(self, shift_id, name, phone):
        self._run(
            "INSERT INTO volunteers (shift_id, name, phone) VALUES ({}, '{}', '{}')".format(
                shift_id, name, phone
            )
        )
        self.conn.commit()
