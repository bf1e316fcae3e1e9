import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT, NONCE = 16, 12


class Box:
    """Encrypts the vault with a key made from the master password (scrypt, AES-GCM)."""

    def __init__(self, master: str):
        self._master = master.encode()

    def _key(self, salt: bytes) -> bytes:
        return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(self._master)

    def seal(self, data: bytes) -> bytes:
        salt, nonce = os.urandom(SALT), os.urandom(NONCE)
        return salt + nonce + AESGCM(self._key(salt)).encrypt(nonce, data, None)

    def open(self, blob: bytes) -> bytes:
        salt, nonce, body = blob[:SALT], blob[SALT:SALT + NONCE], blob[SALT + NONCE:]
        return AESGCM(self._key(salt)).decrypt(nonce, body, None)
