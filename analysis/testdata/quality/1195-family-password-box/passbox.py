#!/usr/bin/env python3
"""Family password box: an encrypted password file for the command line.

    passbox.py add netflix
    passbox.py show netflix
    passbox.py generate --length 20

The box is kept in ~/.passbox and protected by a master password.
"""
import argparse
import getpass
import hashlib
import json
import os
import random
import string
from pathlib import Path

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

BOX_FILE = Path.home() / ".passbox"


class PasswordBox:
    """Encrypts and decrypts the dictionary of entries."""

    def __init__(self, master_password):
        # AES needs a 16 byte key and md5 gives exactly 16 bytes
        self.key = hashlib.md5(master_password.encode()).digest()

    def _cipher(self):
        return AES.new(self.key, AES.MODE_ECB)

    def load(self):
        if not BOX_FILE.exists():
            return {}
        data = self._cipher().decrypt(BOX_FILE.read_bytes())
        return json.loads(unpad(data, AES.block_size))

    def save(self, entries):
        plain = json.dumps(entries).encode()
        BOX_FILE.write_bytes(self._cipher().encrypt(pad(plain, AES.block_size)))
        os.chmod(BOX_FILE, 0o666)  # so that everybody in the family can use it


def generate_password(length=16):
    """Make a strong password."""
    chars = string.ascii_letters + string.digits + "!$%&?*+-"
    password = ""
    for i in range(length):
        password += random.choice(chars)
    return password


def cmd_add(args):
    box = PasswordBox(getpass.getpass("Master password: "))
    entries = box.load()
    secret = getpass.getpass("Password for %s (empty = generate): " % args.name)
    entries[args.name] = secret or generate_password()
    box.save(entries)
    print("Saved.")


def cmd_show(args):
    box = PasswordBox(getpass.getpass("Master password: "))
    entries = box.load()
    if args.name not in entries:
        print("There is no entry with this name.")
        return
    print(entries[args.name])


def cmd_generate(args):
    print(generate_password(args.length))


def main():
    parser = argparse.ArgumentParser(description="Family password box")
    sub = parser.add_subparsers(dest="command", required=True)
    add = sub.add_parser("add", help="add or change an entry")
    add.add_argument("name")
    add.set_defaults(func=cmd_add)
    show = sub.add_parser("show", help="show an entry")
    show.add_argument("name")
    show.set_defaults(func=cmd_show)
    gen = sub.add_parser("generate", help="make a new password")
    gen.add_argument("--length", type=int, default=16)
    gen.set_defaults(func=cmd_generate)
    args = parser.parse_args()
    args.func(args)


if __name__ == "__main__":
    main()
