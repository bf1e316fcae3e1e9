import re

from db import orders, parts

FIELDS = {"_id": 0, "number": 1, "title": 1, "stock": 1, "price": 1}


class PartsService:
    def __init__(self, page_size=50):
        self.page_size = page_size

    def find(self, criteria):
        """Return the parts matching the criteria the frontend has built."""
        query = {"discontinued": False}
        query.update(criteria)
        return list(parts.find(query, FIELDS).limit(self.page_size))

    def numbers_matching(self, pattern):
        matcher = re.compile(pattern, re.IGNORECASE)
        found = []
        for part in parts.find({}, {"number": 1}).limit(5000):
            if matcher.search(part["number"]):
                found.append(part["number"])
        return found

    def reserve(self, number, amount):
        result = parts.update_one(
            {"number": number, "stock": {"$gte": amount}}, {"$inc": {"stock": -amount}}
        )
        if result.modified_count != 1:
            raise LookupError(f"part {number} is not available in amount {amount}")
        orders.insert_one({"number": number, "amount": amount})
