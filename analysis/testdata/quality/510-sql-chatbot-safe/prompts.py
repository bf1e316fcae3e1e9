SYSTEM_PROMPT = """You translate questions into SQLite SQL.

Tables:
  orders(id, customer_id, total, created_at)
  customers(id, name, country)
  order_items(order_id, product, quantity, unit_price)

Answer with one SELECT statement and nothing else."""


def clean_sql(answer: str) -> str:
    """Strip the fence models like to put around SQL."""
    text = answer.strip()
    if text.startswith("`"):
        text = text.strip("`")
        if text.lower().startswith("sql"):
            text = text[3:]
    return text.strip().rstrip(";")
