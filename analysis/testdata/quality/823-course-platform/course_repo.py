from sqlalchemy import text


class CourseRepository:
    def __init__(self, db):
        self.db = db
        self.conditions = ["published = true"]

    def where(self, column, value):
        if value is not None:
            self.conditions.append("%s = '%s'" % (column, value))
        return self

    def containing(self, words):
        for word in words.split():
            self.conditions.append(f"title ILIKE '%{word}%'")
        return self

    def all(self, limit=50):
        statement = "SELECT id, title, level, teacher FROM courses WHERE " + " AND ".join(self.conditions)
        statement += " ORDER BY title LIMIT " + str(limit)
        return [dict(r._mapping) for r in self.db.execute(text(statement))]
