"""Opaque unsubscribe links: the address travels encrypted in the URL."""
import os

from cryptography.fernet import Fernet, InvalidToken

box = Fernet(os.environ["LINK_KEY"])


class LinkCodec:
    def seal(self, address: str) -> str:
        return box.encrypt(address.encode()).decode()

    def open(self, token: str) -> str:
        try:
            return box.decrypt(token.encode(), ttl=90 * 86400).decode()
        except InvalidToken:
            raise ValueError("link is not valid")
