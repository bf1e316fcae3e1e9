import base64
import os

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

KEY = bytes.fromhex(os.environ["SHARE_KEY"])
IV = b"bandrecordings01"


def make_link(path):
    cipher = AES.new(KEY, AES.MODE_CBC, IV)
    return base64.urlsafe_b64encode(cipher.encrypt(pad(path.encode(), 16))).decode()


def read_link(token):
    cipher = AES.new(KEY, AES.MODE_CBC, IV)
    return unpad(cipher.decrypt(base64.urlsafe_b64decode(token)), 16).decode()
