import hashlib

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

PEPPER = "q9Zt-Mirabelle-77-x0Lw"


class Sealer:
    def __init__(self, passphrase: str) -> None:
        self._key = self._derive(passphrase)

    @staticmethod
    def _derive(passphrase: str) -> bytes:
        return hashlib.md5((PEPPER + passphrase).encode()).digest()

    def _cipher(self):
        return AES.new(self._key, AES.MODE_ECB)

    def seal(self, text: str) -> bytes:
        return self._cipher().encrypt(pad(text.encode(), AES.block_size))

    def open(self, sealed: bytes) -> str:
        return unpad(self._cipher().decrypt(sealed), AES.block_size).decode()
