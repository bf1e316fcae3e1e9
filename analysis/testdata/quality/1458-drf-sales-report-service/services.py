"""Sales figures. Window functions, hence SQL; everything variable is bound or enumerated."""
from dataclasses import dataclass
from datetime import date

from django.db import connection, models


class Grain(models.TextChoices):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Dimension(models.TextChoices):
    STORE = "store", "Store"
    CATEGORY = "category", "Category"

    @property
    def column(self) -> str:
        return {"store": "s.store_id", "category": "p.category_id"}[self.value]


@dataclass(frozen=True)
class ReportQuery:
    company_id: int
    start: date
    end: date
    grain: Grain
    dimension: Dimension


SQL = """
    SELECT date_trunc(%s, s.sold_at) AS period,
           {column} AS key,
           sum(s.amount) AS amount
      FROM sales_sale s JOIN sales_product p ON p.id = s.product_id
     WHERE s.company_id = %s AND s.sold_at >= %s AND s.sold_at < %s
     GROUP BY 1, 2
     ORDER BY 1, 2
     LIMIT 5000
"""


def run_report(query: ReportQuery) -> list[dict]:
    statement = SQL.format(column=query.dimension.column)
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [query.grain.value, query.company_id, query.start, query.end]
        )
        names = [c.name for c in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]
