from werkzeug.security import check_password_hash, generate_password_hash

from auditing import audited

PUBLIC = ("id", "email", "name")


class PortalService:
    def __init__(self, db):
        self.db = db

    @audited("portal.login")
    def login(self, email, password):
        row = self.db.execute("SELECT id, password_hash FROM members WHERE email = ?", (email,)).fetchone()
        if row and check_password_hash(row["password_hash"], password):
            return row["id"]
        return None

    @audited("portal.profile")
    def profile(self, member_id):
        row = self.db.execute("SELECT * FROM members WHERE id = ?", (member_id,)).fetchone()
        return {key: row[key] for key in PUBLIC} if row else None

    @audited("portal.change_password")
    def change_password(self, member_id, old, new):
        row = self.db.execute("SELECT password_hash FROM members WHERE id = ?", (member_id,)).fetchone()
        if row is None or not check_password_hash(row["password_hash"], old):
            return False
        self.db.execute(
            "UPDATE members SET password_hash = ? WHERE id = ?", (generate_password_hash(new), member_id)
        )
        self.db.commit()
        return True
