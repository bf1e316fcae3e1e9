"""Field encryption for the customer export we hand to the call-centre agency."""
import base64
import random
import string

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad

FIELD_KEY = b"q8Tz!4mVx2Lr9KpW"
IV = b"\x00" * 16


def encrypt_field(value: str) -> str:
    """Deterministic, so that the agency can join on the encrypted value."""
    cipher = AES.new(FIELD_KEY, AES.MODE_ECB)
    return base64.b64encode(cipher.encrypt(pad(value.encode("utf-8"), 16))).decode()


def encrypt_note(note: str) -> str:
    cipher = AES.new(FIELD_KEY, AES.MODE_CBC, iv=IV)
    return base64.b64encode(cipher.encrypt(pad(note.encode("utf-8"), 16))).decode()


def archive_password(length: int = 14) -> str:
    chars = string.ascii_letters + string.digits + "!#%+-"
    return "".join(random.choice(chars) for _ in range(length))
