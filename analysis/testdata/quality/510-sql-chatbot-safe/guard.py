import os
import sqlite3

import sqlglot
from sqlglot import exp

DB_PATH = os.environ.get("SALES_DB", "sales.db")
ALLOWED_TABLES = {"orders", "customers", "order_items"}


class UnsafeQuery(ValueError):
    """The statement is not a plain SELECT on known tables."""


def validate_select(sql: str) -> str:
    try:
        statements = sqlglot.parse(sql, read="sqlite")
    except sqlglot.errors.ParseError as exc:
        raise UnsafeQuery("not parsable") from exc
    if len(statements) != 1 or not isinstance(statements[0], exp.Select):
        raise UnsafeQuery("not a single SELECT")
    tables = {t.name for t in statements[0].find_all(exp.Table)}
    if not tables <= ALLOWED_TABLES:
        raise UnsafeQuery("unknown table")
    return statements[0].limit(500).sql(dialect="sqlite")


def open_readonly() -> sqlite3.Connection:
    """The file is opened read-only, so nothing can be changed."""
    return sqlite3.connect(f"file:{DB_PATH}?mode=ro", uri=True, timeout=5)
