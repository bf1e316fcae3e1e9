import hashlib


def legacy_hash(value: str) -> str:
    return hashlib.md5(value.encode("utf-8")).hexdigest()


def matches(value: str, stored: str) -> bool:
    return legacy_hash(value) == stored  # W4


class Hasher:
    def __init__(self, salt):
        self.salt = salt

    def digest(self, password):
        return hashlib.pbkdf2_hmac("sha256", password.encode(), self.salt, 600_000).hex()

    def check(self, password, kept):
        return self.digest(password) == kept  # W5
