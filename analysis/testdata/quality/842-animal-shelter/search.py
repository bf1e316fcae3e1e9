from django.utils.dateparse import parse_date

from models import Animal


class AnimalSearch:
    """Collects the filters from the search form."""

    def __init__(self, params):
        self.params = params
        self.filters = {}

    def collect(self):
        if self.params.get("species"):
            self.filters["species"] = self.params["species"]
        older_than = parse_date(self.params.get("older_than", "")[:10])
        if older_than:
            self.filters["arrived__lt"] = older_than
        return self

    def results(self):
        return Animal.objects.filter(**self.filters).order_by("name")[:50]
