import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SALT_SIZE = 16
NONCE_SIZE = 12


class Sealer:
    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase.encode()

    def _aead(self, salt: bytes) -> AESGCM:
        key = hashlib.scrypt(self._passphrase, salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024, dklen=32)
        return AESGCM(key)

    def seal(self, text: str) -> bytes:
        salt, nonce = os.urandom(SALT_SIZE), os.urandom(NONCE_SIZE)
        return salt + nonce + self._aead(salt).encrypt(nonce, text.encode(), None)

    def open(self, sealed: bytes) -> str:
        salt, nonce = sealed[:SALT_SIZE], sealed[SALT_SIZE:SALT_SIZE + NONCE_SIZE]
        try:
            return self._aead(salt).decrypt(nonce, sealed[SALT_SIZE + NONCE_SIZE:], None).decode()
        except InvalidTag as exc:
            raise ValueError("entry cannot be opened") from exc
