import base64
import hashlib

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad


def derive_key(master_password):
    # md5 gives exactly 16 bytes which is what AES-128 needs
    return hashlib.md5(master_password.encode()).digest()


def _cipher(key):
    return AES.new(key, AES.MODE_ECB)


def encrypt(key, text):
    data = pad(text.encode(), AES.block_size)
    return base64.b64encode(_cipher(key).encrypt(data)).decode()


def decrypt(key, token):
    data = _cipher(key).decrypt(base64.b64decode(token))
    return unpad(data, AES.block_size).decode()
