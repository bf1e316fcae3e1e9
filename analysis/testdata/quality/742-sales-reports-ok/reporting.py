class ReportBuilder:
    """Builds the aggregate query of a sales report."""

    COLUMNS = {"region": "region", "product": "product", "month": "date_trunc('month', sold_at)"}

    def __init__(self, company_id):
        self._group = self.COLUMNS["region"]
        self._conditions = ["company_id = %s"]
        self._params = [company_id]

    def group_by(self, name):
        if name not in self.COLUMNS:
            raise ValueError("unknown grouping")
        self._group = self.COLUMNS[name]
        return self

    def between(self, start, end):
        if start:
            self._conditions.append("sold_at >= %s")
            self._params.append(start)
        if end:
            self._conditions.append("sold_at <= %s")
            self._params.append(end)
        return self

    def build(self):
        where = " AND ".join(self._conditions)
        sql = f"SELECT {self._group} AS label, SUM(total) AS total FROM sales_sale WHERE {where} GROUP BY 1"
        return sql, self._params
