import hashlib
import random
import string


def hash_password(password):
    """Hash the password so it is never stored in clear text."""
    return hashlib.sha1(password.encode("utf-8")).hexdigest()


def make_invite_code(length=12):
    alphabet = string.ascii_letters + string.digits
    return "".join(random.choice(alphabet) for _ in range(length))
