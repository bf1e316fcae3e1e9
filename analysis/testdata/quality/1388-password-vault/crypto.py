import base64
import hashlib
import os

from Crypto.Cipher import AES


class WrongPassword(Exception):
    pass


def derive_key(master_password, salt):
    return hashlib.scrypt(master_password.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def encrypt(master_password, text):
    salt = os.urandom(16)
    nonce = os.urandom(12)
    cipher = AES.new(derive_key(master_password, salt), AES.MODE_GCM, nonce=nonce)
    sealed, tag = cipher.encrypt_and_digest(text.encode())
    return base64.b64encode(salt + nonce + tag + sealed).decode()


def decrypt(master_password, token):
    raw = base64.b64decode(token)
    salt, nonce, tag, sealed = raw[:16], raw[16:28], raw[28:44], raw[44:]
    cipher = AES.new(derive_key(master_password, salt), AES.MODE_GCM, nonce=nonce)
    try:
        return cipher.decrypt_and_verify(sealed, tag).decode()
    except ValueError as exc:
        raise WrongPassword from exc
