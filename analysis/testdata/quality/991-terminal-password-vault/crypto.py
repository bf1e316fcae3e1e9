import hashlib

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad


class Box:
    """Encrypts the vault with a key made from the master password."""

    def __init__(self, master: str):
        self.key = hashlib.md5(master.encode()).digest()

    def seal(self, data: bytes) -> bytes:
        return AES.new(self.key, AES.MODE_ECB).encrypt(pad(data, AES.block_size))

    def open(self, blob: bytes) -> bytes:
        return unpad(AES.new(self.key, AES.MODE_ECB).decrypt(blob), AES.block_size)
