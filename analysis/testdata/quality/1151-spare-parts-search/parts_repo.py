"""Data access for the spare parts service."""
from dataclasses import dataclass

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool


@dataclass
class SearchOptions:
    text: str = ""
    warehouse: str = ""
    sort: str = "name"
    direction: str = "asc"
    limit: int = 50


class PartsRepository:
    """Runs all SQL for the service on a shared connection pool."""

    def __init__(self, dsn: str) -> None:
        self.pool = ConnectionPool(
            dsn,
            min_size=1,
            max_size=5,
            timeout=5,
            kwargs={"connect_timeout": 5, "options": "-c statement_timeout=10000"},
        )

    def search(self, opts: SearchOptions) -> list[dict]:
        """Return parts that match the options."""
        conditions = ["discontinued = false"]
        params: list = []
        if opts.text:
            conditions.append("(name ILIKE %s OR sku ILIKE %s)")
            params += [f"%{opts.text}%", f"%{opts.text}%"]
        if opts.warehouse:
            conditions.append("warehouse = %s")
            params.append(opts.warehouse)

        query = "SELECT sku, name, warehouse, quantity, price FROM parts WHERE "
        query += " AND ".join(conditions)
        query += f" ORDER BY {opts.sort} {opts.direction}"
        query += " LIMIT %s"
        params.append(opts.limit)

        with self.pool.connection() as conn, conn.cursor(row_factory=dict_row) as cur:
            cur.execute(query, params)
            return cur.fetchall()

    def summary(self, group_by: str) -> list[dict]:
        """Aggregate stock value for one column."""
        query = """
            SELECT {column} AS label, SUM(quantity * price) AS stock_value
            FROM parts
            GROUP BY {column}
            LIMIT 100
        """.format(column=group_by)
        with self.pool.connection() as conn, conn.cursor(row_factory=dict_row) as cur:
            cur.execute(query)
            return cur.fetchall()
