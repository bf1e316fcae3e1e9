#!/usr/bin/env python3
"""Family password box: an encrypted password file for the command line.

    passbox.py add netflix
    passbox.py copy netflix
    passbox.py generate netflix --length 20

The box is kept in ~/.passbox and protected by a master password. Passwords are
put on the clipboard and never printed.
"""
import argparse
import getpass
import hashlib
import json
import os
import secrets
import string
import sys
from pathlib import Path

import pyperclip
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BOX_FILE = Path.home() / ".passbox"
SALT_BYTES = 16
NONCE_BYTES = 12


class PasswordBox:
    """Encrypts and decrypts the dictionary of entries."""

    def __init__(self, master_password):
        self.master = master_password.encode()

    def _key(self, salt):
        """Derive a 256 bit key with scrypt."""
        return hashlib.scrypt(
            self.master, salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024, dklen=32
        )

    def load(self):
        try:
            blob = BOX_FILE.read_bytes()
        except FileNotFoundError:
            return {}
        salt, rest = blob[:SALT_BYTES], blob[SALT_BYTES:]
        nonce, sealed = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        return json.loads(AESGCM(self._key(salt)).decrypt(nonce, sealed, None))

    def save(self, entries):
        salt = secrets.token_bytes(SALT_BYTES)
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self._key(salt)).encrypt(nonce, json.dumps(entries).encode(), None)
        handle = os.open(BOX_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(salt + nonce + sealed)


def generate_password(length=20):
    """Make a strong password."""
    chars = string.ascii_letters + string.digits + "!$%&?*+-"
    return "".join(secrets.choice(chars) for _ in range(length))


def open_box():
    box = PasswordBox(getpass.getpass("Master password: "))
    try:
        return box, box.load()
    except InvalidTag:
        sys.exit("Wrong master password.")


def cmd_add(args):
    box, entries = open_box()
    entries[args.name] = getpass.getpass("New entry: ")
    box.save(entries)
    print("Saved.")


def cmd_copy(args):
    _, entries = open_box()
    if args.name not in entries:
        sys.exit("There is no entry with this name.")
    pyperclip.copy(entries[args.name])
    print("Copied to the clipboard.")


def cmd_generate(args):
    box, entries = open_box()
    entries[args.name] = generate_password(max(12, args.length))
    box.save(entries)
    print("Generated and saved.")


def main():
    parser = argparse.ArgumentParser(description="Family password box")
    sub = parser.add_subparsers(dest="command", required=True)
    for name, func in (("add", cmd_add), ("copy", cmd_copy), ("generate", cmd_generate)):
        command = sub.add_parser(name)
        command.add_argument("name")
        command.set_defaults(func=func)
        if name == "generate":
            command.add_argument("--length", type=int, default=20)
    args = parser.parse_args()
    args.func(args)


if __name__ == "__main__":
    main()
