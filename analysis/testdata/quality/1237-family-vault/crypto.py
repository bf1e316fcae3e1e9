import base64
import hashlib
import os

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

KEY = base64.b64decode(os.environ["VAULT_KEY"])


def encrypt(text):
    """Encrypt a note and return it base64 encoded"""
    cipher = AES.new(KEY, AES.MODE_ECB)
    return base64.b64encode(cipher.encrypt(pad(text.encode("utf-8"), 16))).decode()


def decrypt(token):
    cipher = AES.new(KEY, AES.MODE_ECB)
    return unpad(cipher.decrypt(base64.b64decode(token)), 16).decode("utf-8")


def hash_password(password):
    return hashlib.sha256(password.encode("utf-8")).hexdigest()
