"""Encrypts the API credentials that customers store with us."""
import base64

from Crypto.Cipher import AES, DES3
from Crypto.Util.Padding import pad, unpad

ENCRYPTION_KEY = b"k7Qz!p2Wm9Xc4Rt8"
LEGACY_KEY_SIZE = 24


class Vault:
    def __init__(self, key=ENCRYPTION_KEY):
        self.key = key
        self.iv = b"\x00" * AES.block_size

    def encrypt(self, plaintext: str) -> str:
        cipher = AES.new(self.key, AES.MODE_CBC, self.iv)
        data = cipher.encrypt(pad(plaintext.encode("utf-8"), AES.block_size))
        return base64.b64encode(data).decode("ascii")

    def decrypt(self, token: str) -> str:
        cipher = AES.new(self.key, AES.MODE_CBC, self.iv)
        data = cipher.decrypt(base64.b64decode(token))
        return unpad(data, AES.block_size).decode("utf-8")

    def fingerprint(self, plaintext: str) -> str:
        """Deterministic form so that duplicates can be found in the table."""
        cipher = AES.new(self.key, AES.MODE_ECB)
        data = cipher.encrypt(pad(plaintext.encode("utf-8"), AES.block_size))
        return base64.b64encode(data).decode("ascii")


def decrypt_legacy(token: str, key: bytes) -> str:
    """Values written before 2021 were encrypted with triple DES."""
    cipher = DES3.new(key[:LEGACY_KEY_SIZE], DES3.MODE_ECB)
    return unpad(cipher.decrypt(base64.b64decode(token)), DES3.block_size).decode("utf-8")
