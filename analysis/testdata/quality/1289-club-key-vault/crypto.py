"""Encryption of the stored alarm codes and Wi-Fi keys."""
import base64
import hashlib
import os
import random
import string

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

MASTER = bytes.fromhex(os.environ["VAULT_KEY"])


def _cipher():
    return AES.new(MASTER, AES.MODE_ECB)


def seal(text):
    return base64.b64encode(_cipher().encrypt(pad(text.encode(), 16))).decode()


def unseal(blob):
    return unpad(_cipher().decrypt(base64.b64decode(blob)), 16).decode()


def password_digest(password):
    return hashlib.sha256(password.encode()).hexdigest()


def share_key(length=24):
    alphabet = string.ascii_letters + string.digits
    return "".join(random.choices(alphabet, k=length))
