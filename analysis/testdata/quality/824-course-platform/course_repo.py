from sqlalchemy import text

FILTER_COLUMNS = {"level": "level", "teacher": "teacher"}


class CourseRepository:
    def __init__(self, db):
        self.db = db
        self.conditions = ["published = true"]
        self.params = {}

    def _bind(self, value):
        name = f"p{len(self.params)}"
        self.params[name] = value
        return ":" + name

    def where(self, column, value):
        if value is not None:
            self.conditions.append(FILTER_COLUMNS[column] + " = " + self._bind(value))
        return self

    def containing(self, words):
        for word in words.split()[:5]:
            self.conditions.append("title ILIKE " + self._bind(f"%{word}%"))
        return self

    def all(self, limit=50):
        statement = "SELECT id, title, level, teacher FROM courses WHERE " + " AND ".join(self.conditions)
        statement += " ORDER BY title LIMIT " + self._bind(limit)
        return [dict(r._mapping) for r in self.db.execute(text(statement), self.params)]
