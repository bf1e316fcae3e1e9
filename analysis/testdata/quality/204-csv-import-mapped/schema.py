TABLES = {"products": "catalog_products", "services": "catalog_services"}
COLUMNS = ("sku", "title", "price", "stock", "supplier")


def insert_sql(table, used):
    """`used` is always a subset of COLUMNS, `table` a value of TABLES."""
    columns = ", ".join(used)
    marks = ", ".join(["?"] * len(used))
    return "INSERT INTO %s (%s) VALUES (%s)" % (table, columns, marks)
