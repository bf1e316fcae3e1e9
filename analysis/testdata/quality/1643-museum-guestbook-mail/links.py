"""Opaque unsubscribe links: the address travels encrypted in the URL."""
import base64
import os

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

KEY = base64.b64decode(os.environ["LINK_KEY"])


class LinkCodec:
    def __init__(self):
        self.mode = AES.MODE_ECB

    def _cipher(self):
        return AES.new(KEY, self.mode)

    def seal(self, address: str) -> str:
        return base64.urlsafe_b64encode(self._cipher().encrypt(pad(address.encode(), 16))).decode()

    def open(self, token: str) -> str:
        return unpad(self._cipher().decrypt(base64.urlsafe_b64decode(token)), 16).decode()
