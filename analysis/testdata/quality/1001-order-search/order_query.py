class OrderQuery:
    """Small fluent builder for the warehouse order search."""

    BASE = "SELECT id, number, status, customer_name, total_cents, created_at FROM orders"

    def __init__(self, warehouse_id):
        self._where = ["warehouse_id = %s"]
        self._params = [warehouse_id]
        self._order = "created_at DESC"
        self._limit = 50
        self._offset = 0

    def text(self, term):
        if term:
            self._where.append("(number ILIKE %s OR customer_name ILIKE %s)")
            self._params += [f"%{term}%", f"%{term}%"]
        return self

    def status(self, value):
        if value:
            self._where.append("status = %s")
            self._params.append(value)
        return self

    def order_by(self, column, direction):
        if column:
            self._order = f"{column} {direction}"
        return self

    def page(self, number, size):
        self._limit = min(size, 100)
        self._offset = max(number - 1, 0) * self._limit
        return self

    def build(self):
        sql = (
            f"{self.BASE} WHERE {' AND '.join(self._where)} "
            f"ORDER BY {self._order} LIMIT {self._limit} OFFSET {self._offset}"
        )
        return sql, tuple(self._params)
