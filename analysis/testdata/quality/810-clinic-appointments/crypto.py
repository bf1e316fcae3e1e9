import os

from cryptography.fernet import Fernet

box = Fernet(os.environ["FIELD_KEY"])


def encrypt(text):
    """Encrypt a field before it is written to the database."""
    return box.encrypt(text.encode()).decode()
