#!/usr/bin/env python3
"""Keeps the Wi-Fi passwords of all our community centres in one encrypted file."""
import getpass
import hashlib
import json
import random
import string
import sys

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

VAULT = "vault.bin"


class Vault:
    def __init__(self, master):
        self.key = self.derive(master)
        self.entries = {}

    @staticmethod
    def derive(master):
        return hashlib.md5(master.encode()).digest()

    def _cipher(self):
        return AES.new(self.key, AES.MODE_ECB)

    def load(self):
        try:
            with open(VAULT, "rb") as fh:
                plain = unpad(self._cipher().decrypt(fh.read()), 16)
            self.entries = json.loads(plain)
        except Exception:
            pass

    def save(self):
        data = pad(json.dumps(self.entries).encode(), 16)
        with open(VAULT, "wb") as fh:
            fh.write(self._cipher().encrypt(data))


def new_password(length=16):
    chars = string.ascii_letters + string.digits + "!$%&"
    return "".join(random.choices(chars, k=length))


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: vault.py add|show CENTRE")
    action, centre = sys.argv[1:3]

    vault = Vault(getpass.getpass("Master password: "))
    vault.load()
    if action == "add":
        vault.entries[centre] = new_password()
        vault.save()
        print("Stored a new password for", centre)
    elif action == "show":
        print(vault.entries.get(centre, "not found"))


if __name__ == "__main__":
    main()
