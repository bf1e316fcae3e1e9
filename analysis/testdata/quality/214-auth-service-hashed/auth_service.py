import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from audit import AuditTrail


class AuthError(Exception):
    pass


class PasswordPolicy:
    """Rules for new passwords, checked one after the other."""

    COMMON = {"password123", "qwertyuiop", "letmein1234", "iloveyou123", "1234567890"}

    def __init__(self, minimum=10, classes=3):
        self.minimum = minimum
        self.classes = classes

    def problems(self, value):
        if len(value) < self.minimum:
            yield f"The password needs at least {self.minimum} characters"
        if value.lower() in self.COMMON:
            yield "This password is too common"
        found = sum(
            any(test(char) for char in value)
            for test in (str.islower, str.isupper, str.isdigit, lambda char: not char.isalnum())
        )
        if found < self.classes:
            yield f"The password needs {self.classes} kinds of characters"

    def strength(self, value):
        """Return 0 (weak) to 4 (strong) for the meter of the sign-up form."""
        score = min(len(value) // 5, 3)
        return score + (not list(self.problems(value)))


class SessionTable:
    """Sessions in memory, dropped when they expire."""

    def __init__(self, hours=12):
        self.lifetime = timedelta(hours=hours)
        self._entries = {}

    def open(self, user_id):
        token = secrets.token_urlsafe(32)
        self._entries[token] = (user_id, datetime.utcnow() + self.lifetime)
        return token

    def owner(self, token):
        user_id, expires = self._entries.get(token, (None, None))
        if expires is None or expires < datetime.utcnow():
            self._entries.pop(token, None)
            return None
        return user_id

    def close(self, token):
        user_id, _ = self._entries.pop(token, (None, None))
        return user_id

    def sweep(self):
        now = datetime.utcnow()
        stale = [token for token, (_, expires) in self._entries.items() if expires < now]
        for token in stale:
            del self._entries[token]
        return len(stale)


class AuthService:
    """User authentication service."""

    def __init__(self, conn):
        self.conn = conn
        self.hasher = PasswordHasher()
        self.audit = AuditTrail(conn)
        self.sessions = SessionTable()
        self.policy = PasswordPolicy()

    def register(self, **fields):
        password = fields.pop("password")
        for problem in self.policy.problems(password):
            raise AuthError(problem)
        cur = self.conn.execute(
            "INSERT INTO users (email, name, password) VALUES (?, ?, ?)",
            (fields["email"], fields.get("name", ""), self._protect(password)),
        )
        self.conn.commit()
        self.audit.record("register", cur.lastrowid, **fields)
        return cur.lastrowid

    def _protect(self, password):
        return self.hasher.hash(password)

    def login(self, email, password):
        row = self.conn.execute(
            "SELECT id, password FROM users WHERE email = ?", (email,)
        ).fetchone()
        if row is None:
            raise AuthError("Wrong email or password")
        user_id, stored = row
        try:
            self.hasher.verify(stored, password)
        except VerifyMismatchError:
            self.audit.record("login_failed", user_id, reason="wrong password")
            raise AuthError("Wrong email or password") from None
        token = self.sessions.open(user_id)
        self.audit.record("login", user_id, email=email)
        return token

    def change_password(self, user_id, current, new_password, confirmation):
        if new_password != confirmation:
            raise AuthError("The passwords do not match")
        if new_password == current:
            raise AuthError("The new password must be different")
        (stored,) = self.conn.execute("SELECT password FROM users WHERE id = ?", (user_id,)).fetchone()
        self.hasher.verify(stored, current)
        password = self._protect(new_password)
        self.conn.execute("UPDATE users SET password = ? WHERE id = ?", (password, user_id))
        self.conn.commit()
        self.audit.record("password_changed", user_id)
