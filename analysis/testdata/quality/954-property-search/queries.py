from django.db import connection

from models import Property


class PropertySearch:
    """Builds the listing query from the filter form."""

    def __init__(self, params):
        self.city = params.get("city", "")
        self.min_price = int(params.get("min_price") or 0)
        self.max_price = int(params.get("max_price") or 999999999)

    def conditions(self):
        parts = ["price BETWEEN %s AND %s"]
        values = [self.min_price, self.max_price]
        if self.city:
            parts.append("lower(city) = lower(%s)")
            values.append(self.city)
        return " AND ".join(parts), values

    def results(self):
        where, values = self.conditions()
        return Property.objects.extra(where=[where], params=values)[:60]

    def average_price(self):
        where, values = self.conditions()
        with connection.cursor() as cursor:
            cursor.execute("SELECT avg(price) FROM listings_property WHERE " + where, values)
            return cursor.fetchone()[0]
