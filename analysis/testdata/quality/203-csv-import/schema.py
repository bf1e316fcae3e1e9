"""Helpers that build SQL statements from a CSV header."""


def clean(name):
    return name.strip().lower().replace(" ", "_")


def create_table_sql(table, header):
    columns = ", ".join(f"{clean(name)} TEXT" for name in header)
    return f"CREATE TABLE IF NOT EXISTS {table} ({columns})"


def insert_sql(table, header):
    columns = ", ".join(clean(name) for name in header)
    marks = ", ".join("?" for _ in header)
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"
