from sqlalchemy import text

DEFAULT_URL = "postgresql://members_admin:Tr0ub4dor-92xK@db.internal.acme.io:5432/members"


class MemberStore:
    def __init__(self, engine):
        self.engine = engine

    def _filter(self, term):
        pattern = f"%{term}%"
        return f"WHERE email ILIKE '{pattern}' OR name ILIKE '{pattern}'"

    def search(self, term):
        clause = self._filter(term) if term else ""
        statement = text("SELECT id, email, name FROM members " + clause + " ORDER BY id")
        with self.engine.connect() as conn:
            yield from conn.execute(statement)

    def insert(self, values):
        columns = ", ".join(("email", "name", "role", "password", "joined"))
        statement = text(f"INSERT INTO members ({columns}) VALUES (:email, :name, :role, :password, :joined)")
        with self.engine.begin() as conn:
            conn.execute(statement, values)

    def update(self, email, **changes):
        assignments = ", ".join(f"{column} = :{column}" for column in changes)
        with self.engine.begin() as conn:
            result = conn.execute(
                text(f"UPDATE members SET {assignments} WHERE email = :email"), {**changes, "email": email}
            )
            return result.rowcount
