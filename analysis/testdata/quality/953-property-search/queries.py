from django.db import connection

from models import Property


class PropertySearch:
    """Builds the listing query from the filter form."""

    def __init__(self, params):
        self.city = params.get("city", "")
        self.min_price = params.get("min_price") or "0"
        self.max_price = params.get("max_price") or "999999999"
        self.order = params.get("order", "price")

    def conditions(self):
        parts = ["price BETWEEN %s AND %s" % (self.min_price, self.max_price)]
        if self.city:
            parts.append("lower(city) = lower('%s')" % self.city)
        return " AND ".join(parts)

    def results(self):
        return Property.objects.extra(where=[self.conditions()])[:60]

    def average_price(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT avg(price) FROM listings_property WHERE " + self.conditions())
            return cursor.fetchone()[0]
