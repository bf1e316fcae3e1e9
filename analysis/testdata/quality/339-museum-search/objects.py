from sqlalchemy import create_engine, text

engine = create_engine("sqlite:///museum.db", future=True)
BASE = "SELECT id, title, artist, period, room FROM objects"


class ObjectIndex:
    def search(self, criteria):
        where = " AND ".join(criteria.conditions())
        statement = BASE + (f" WHERE {where}" if where else "") + " ORDER BY title LIMIT 60"
        with engine.connect() as conn:
            return conn.execute(text(statement), criteria.bound()).mappings().all()

    def one(self, object_id):
        with engine.connect() as conn:
            return conn.execute(text(BASE + " WHERE id = :id"), {"id": object_id}).mappings().first()

    def rooms(self):
        with engine.connect() as conn:
            return conn.execute(text("SELECT room, COUNT(*) AS n FROM objects GROUP BY room")).mappings().all()
