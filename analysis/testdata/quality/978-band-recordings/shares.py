import os

from cryptography.fernet import Fernet, InvalidToken

_fernet = Fernet(os.environ["SHARE_KEY"])
MAX_AGE = 14 * 86400


class BadLink(Exception):
    pass


def make_link(name):
    return _fernet.encrypt(name.encode()).decode()


def read_link(token):
    try:
        return _fernet.decrypt(token.encode(), ttl=MAX_AGE).decode()
    except InvalidToken as exc:
        raise BadLink from exc
