class ReportBuilder:
    """Builds the aggregate query of a sales report."""

    def __init__(self, company_id):
        self.company_id = company_id
        self._group = "region"
        self._conditions = ["company_id = %d" % int(company_id)]

    def group_by(self, column):
        self._group = column
        return self

    def between(self, start, end):
        if start:
            self._conditions.append(f"sold_at >= '{start}'")
        if end:
            self._conditions.append(f"sold_at <= '{end}'")
        return self

    def sql(self):
        where = " AND ".join(self._conditions)
        return f"SELECT {self._group}, SUM(total) AS total FROM sales_sale WHERE {where} GROUP BY {self._group}"
