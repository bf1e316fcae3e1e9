import base64
import os

from Crypto.Cipher import DES
from Crypto.Util.Padding import pad

KEY = os.environ["FIELD_KEY"].encode()[:8]
IV = b"\x00" * 8


def encrypt(text):
    """Encrypt a field before it is written to the database."""
    cipher = DES.new(KEY, DES.MODE_CBC, IV)
    return base64.b64encode(cipher.encrypt(pad(text.encode(), 8))).decode()
