"""User authentication service: registration, login, password change."""
import re
import secrets
from datetime import datetime, timedelta

from audit import AuditTrail
from repository import UserRepository


class AuthError(Exception):
    pass


class ValidationError(AuthError):
    pass


EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)


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
    MAX_FAILURES = 5

    def __init__(self, users: UserRepository, audit: AuditTrail):
        self.users = users
        self.audit = audit
        self.sessions = SessionTable()
        self.policy = PasswordPolicy()
        self._failures = {}

    # -- registration ---------------------------------------------------
    def register(self, **fields):
        """Create a new account and return its id."""
        self._validate(fields)
        if self.users.find(fields["email"]) is not None:
            raise ValidationError("This address is already registered")
        user_id = self.users.create(fields)
        self.audit.record("register", user_id, **fields)
        return user_id

    def _validate(self, fields):
        if not EMAIL.match(fields.get("email", "")):
            raise ValidationError("Invalid email address")
        for problem in self.policy.problems(fields.get("password", "")):
            raise ValidationError(problem)

    # -- login ----------------------------------------------------------
    def login(self, email, password):
        if self._failures.get(email, 0) >= self.MAX_FAILURES:
            raise AuthError("Too many attempts")
        user = self.users.find(email)
        if user is None or user["password"] != password:
            self._failures[email] = self._failures.get(email, 0) + 1
            raise AuthError("Wrong email or password")
        self._failures.pop(email, None)
        token = self.sessions.open(user["id"])
        self.audit.record("login", user["id"], email=email)
        return token

    def current_user(self, token):
        return self.sessions.owner(token)

    def logout(self, token):
        user_id = self.sessions.close(token)
        if user_id:
            self.audit.record("logout", user_id)

    # -- password change -------------------------------------------------
    def change_password(self, user_id, new_password):
        if len(new_password) < 10:
            raise ValidationError("The password needs at least 10 characters")
        self.users.set_password(user_id, new_password)
        self.audit.record("password_changed", user_id)
