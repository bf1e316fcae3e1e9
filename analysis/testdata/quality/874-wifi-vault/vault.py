#!/usr/bin/env python3
"""Keeps the Wi-Fi passwords of all our community centres in one encrypted file."""
import base64
import getpass
import json
import os
import secrets
import string
import sys

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

VAULT = "vault.bin"
SALT_BYTES = 16


class Vault:
    def __init__(self, master):
        self.master = master
        self.entries = {}

    def _box(self, salt):
        kdf = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1)
        return Fernet(base64.urlsafe_b64encode(kdf.derive(self.master.encode())))

    def load(self):
        try:
            with open(VAULT, "rb") as fh:
                blob = fh.read()
        except FileNotFoundError:
            return  # first use, start with an empty vault
        salt, token = blob[:SALT_BYTES], blob[SALT_BYTES:]
        self.entries = json.loads(self._box(salt).decrypt(token))

    def save(self):
        salt = os.urandom(SALT_BYTES)
        token = self._box(salt).encrypt(json.dumps(self.entries).encode())
        descriptor = os.open(VAULT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as fh:
            fh.write(salt + token)


def new_password(length=16):
    chars = string.ascii_letters + string.digits + "!$%&"
    return "".join(secrets.choice(chars) for _ in range(length))


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: vault.py add|show CENTRE")
    action, centre = sys.argv[1:3]

    vault = Vault(getpass.getpass("Master password: "))
    try:
        vault.load()
    except InvalidToken:
        sys.exit("Wrong master password")
    if action == "add":
        vault.entries[centre] = new_password()
        vault.save()
        print("Stored a new entry for", centre)
    elif action == "show":
        print(vault.entries.get(centre, "not found"))


if __name__ == "__main__":
    main()
