class EventStore:
    FIELDS = {"_id": 0, "kind": 1, "source": 1, "value": 1, "at": 1}

    def __init__(self, collection):
        self.collection = collection

    def find(self, source=None, min_value=None):
        conditions = []
        if source:
            conditions.append("this.source == '%s'" % source)
        if min_value:
            conditions.append("this.value >= " + min_value)
        query = {"$where": " && ".join(conditions)} if conditions else {}
        return list(self.collection.find(query, self.FIELDS).limit(100))

    def by_visitor(self, visitor, kind):
        criteria = {"visitor": visitor}
        if kind:
            criteria["kind"] = kind
        return self.collection.find_one(criteria, self.FIELDS)

    def aggregate(self, stages):
        pipeline = stages + [{"$limit": 1000}]
        return self.collection.aggregate(pipeline)
