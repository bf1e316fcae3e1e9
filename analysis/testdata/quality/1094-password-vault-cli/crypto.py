import hashlib
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def derive_key(master_password, salt):
    """Turn the master password into a 32 byte key."""
    return hashlib.scrypt(
        master_password.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024, dklen=32
    )


class Box:
    def __init__(self, master_password, salt):
        self.cipher = AESGCM(derive_key(master_password, salt))

    def lock(self, text, name):
        nonce = os.urandom(12)
        return (nonce + self.cipher.encrypt(nonce, text.encode(), name.encode())).hex()

    def unlock(self, hexed, name):
        data = bytes.fromhex(hexed)
        return self.cipher.decrypt(data[:12], data[12:], name.encode()).decode()
