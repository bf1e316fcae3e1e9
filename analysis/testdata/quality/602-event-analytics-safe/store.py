from datetime import datetime, timedelta, timezone


class EventStore:
    FIELDS = {"_id": 0, "kind": 1, "source": 1, "value": 1, "at": 1}
    REPORTS = {"by_kind": "$kind", "by_source": "$source"}

    def __init__(self, collection):
        self.collection = collection

    def find(self, source=None, min_value=None):
        query = {}
        if source:
            query["source"] = {"$eq": str(source)}
        if min_value is not None:
            query["value"] = {"$gte": float(min_value)}
        return list(self.collection.find(query, self.FIELDS).limit(100))

    def by_visitor(self, visitor: str, kind: str):
        criteria = {"visitor": str(visitor)}
        if kind:
            criteria["kind"] = str(kind)
        return self.collection.find_one(criteria, self.FIELDS)

    def report(self, name, days):
        since = datetime.now(timezone.utc) - timedelta(days=min(days, 90))
        pipeline = [
            {"$match": {"at": {"$gte": since}}},
            {"$group": {"_id": self.REPORTS[name], "total": {"$sum": "$value"}}},
            {"$sort": {"total": -1}},
            {"$limit": 100},
        ]
        return list(self.collection.aggregate(pipeline))
