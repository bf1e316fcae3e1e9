"""Encrypts the API credentials that customers store with us."""
import base64
import hashlib
import hmac
import os

from Crypto.Cipher import AES

NONCE_SIZE = 12
TAG_SIZE = 16


def load_key(name: str) -> bytes:
    key = base64.b64decode(os.environ[name])
    if len(key) != 32:
        raise RuntimeError(f"{name} must be 32 bytes, base64 encoded")
    return key


class Vault:
    def __init__(self, key: bytes, index_key: bytes):
        self.key = key
        self.index_key = index_key

    def encrypt(self, plaintext: str) -> str:
        nonce = os.urandom(NONCE_SIZE)
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=nonce)
        data, tag = cipher.encrypt_and_digest(plaintext.encode("utf-8"))
        return base64.b64encode(nonce + tag + data).decode("ascii")

    def decrypt(self, token: str) -> str:
        raw = base64.b64decode(token)
        nonce, tag, data = raw[:NONCE_SIZE], raw[NONCE_SIZE:NONCE_SIZE + TAG_SIZE], raw[NONCE_SIZE + TAG_SIZE:]
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=nonce)
        return cipher.decrypt_and_verify(data, tag).decode("utf-8")

    def fingerprint(self, plaintext: str) -> str:
        """Keyed digest so that duplicates can be found in the table."""
        return hmac.new(self.index_key, plaintext.encode("utf-8"), hashlib.sha256).hexdigest()
