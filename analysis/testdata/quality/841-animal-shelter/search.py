from models import Animal


class AnimalSearch:
    """Collects the filters from the search form."""

    def __init__(self, params):
        self.params = params
        self.where = []

    def collect(self):
        if self.params.get("species"):
            self.where.append("species = '%s'" % self.params["species"])
        if self.params.get("older_than"):
            self.where.append("arrived < '" + self.params["older_than"] + "'")
        return self

    def results(self):
        clauses = " AND ".join(self.where) or "1=1"
        return Animal.objects.extra(where=[clauses])[:50]
