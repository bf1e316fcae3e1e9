import hashlib

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad


def derive_key(master_password):
    """Turn the master password into a 16 byte key."""
    return hashlib.md5(master_password.encode()).digest()


class Box:
    def __init__(self, master_password):
        key = derive_key(master_password)
        self.cipher = AES.new(key, AES.MODE_ECB)

    def lock(self, text):
        return self.cipher.encrypt(pad(text.encode(), AES.block_size)).hex()

    def unlock(self, hexed):
        return unpad(self.cipher.decrypt(bytes.fromhex(hexed)), AES.block_size).decode()
