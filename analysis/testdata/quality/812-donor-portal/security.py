import secrets

from werkzeug.security import check_password_hash, generate_password_hash

DUMMY_HASH = generate_password_hash(secrets.token_hex(16))


def verify_password(stored, password):
    """Check against a dummy hash for unknown users so that timing is the same."""
    return check_password_hash(stored or DUMMY_HASH, password) and stored is not None


def make_invite_code():
    return secrets.token_urlsafe(16)


def is_local_path(target):
    return (
        target.startswith("/")
        and not target.startswith("//")
        and "\\" not in target
        and all(ch.isprintable() for ch in target)
    )
