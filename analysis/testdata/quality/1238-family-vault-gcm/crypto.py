import base64
import os

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from Crypto.Cipher import AES

KEY = base64.b64decode(os.environ["VAULT_KEY"])
_hasher = PasswordHasher()

NONCE_SIZE = 12
TAG_SIZE = 16


def encrypt(text):
    """Encrypt a note and return it base64 encoded"""
    cipher = AES.new(KEY, AES.MODE_GCM, nonce=os.urandom(NONCE_SIZE))
    ciphertext, tag = cipher.encrypt_and_digest(text.encode("utf-8"))
    return base64.b64encode(cipher.nonce + tag + ciphertext).decode()


def decrypt(token):
    raw = base64.b64decode(token)
    nonce, tag = raw[:NONCE_SIZE], raw[NONCE_SIZE:NONCE_SIZE + TAG_SIZE]
    cipher = AES.new(KEY, AES.MODE_GCM, nonce=nonce)
    return cipher.decrypt_and_verify(raw[NONCE_SIZE + TAG_SIZE:], tag).decode("utf-8")


def hash_password(password):
    return _hasher.hash(password)


def verify_password(stored, password):
    try:
        return _hasher.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
