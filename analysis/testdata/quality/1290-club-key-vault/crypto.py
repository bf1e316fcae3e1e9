"""Encryption of the stored alarm codes and Wi-Fi keys."""
import base64
import os
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from Crypto.Cipher import AES

MASTER = bytes.fromhex(os.environ["VAULT_KEY"])
_hasher = PasswordHasher()


def seal(text):
    cipher = AES.new(MASTER, AES.MODE_GCM, nonce=secrets.token_bytes(12))
    data, tag = cipher.encrypt_and_digest(text.encode())
    return base64.b64encode(cipher.nonce + tag + data).decode()


def unseal(blob):
    raw = base64.b64decode(blob)
    nonce, tag, data = raw[:12], raw[12:28], raw[28:]
    return AES.new(MASTER, AES.MODE_GCM, nonce=nonce).decrypt_and_verify(data, tag).decode()


def password_matches(stored, password):
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def share_key():
    return secrets.token_urlsafe(24)
