#!/usr/bin/env python3
# Encrypted diary for the command line
#   diary.py init | add "text" | show | suggest
import getpass
import hashlib
import os
import secrets
import string
import sys

from Crypto.Cipher import AES

HOME = os.path.expanduser("~/.diary")
SALT_FILE = os.path.join(HOME, "salt")
DIARY_FILE = os.path.join(HOME, "entries.bin")
MAX_ENTRY = 1024 * 1024


class Vault:
    """AES-GCM with a fresh nonce for every entry; a wrong passphrase fails the tag check."""

    def __init__(self, key):
        self.key = key

    def encrypt(self, text):
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=secrets.token_bytes(12))
        body, tag = cipher.encrypt_and_digest(text.encode())
        return cipher.nonce + tag + body

    def decrypt(self, data):
        nonce, tag, body = data[:12], data[12:28], data[28:]
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=nonce)
        return cipher.decrypt_and_verify(body, tag).decode()


def derive_key(passphrase, salt):
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def init():
    os.makedirs(HOME, mode=0o700, exist_ok=True)
    with open(SALT_FILE, "xb") as f:
        f.write(secrets.token_bytes(16))
    print("Diary created, choose your passphrase with the first entry")


def unlock():
    passphrase = getpass.getpass("Passphrase: ")
    with open(SALT_FILE, "rb") as f:
        salt = f.read(16)
    return Vault(derive_key(passphrase, salt))


def add(text):
    data = unlock().encrypt(text)
    if len(data) > MAX_ENTRY:
        sys.exit("This entry is too long")
    with open(DIARY_FILE, "ab") as f:
        f.write(len(data).to_bytes(4, "big") + data)


def show():
    vault = unlock()
    with open(DIARY_FILE, "rb") as f:
        while header := f.read(4):
            size = int.from_bytes(header, "big")
            if size > MAX_ENTRY:
                sys.exit("The diary file is damaged")
            try:
                print("-", vault.decrypt(f.read(size)))
            except ValueError:
                sys.exit("Wrong passphrase or damaged entry")


def suggest():
    """Suggest a strong passphrase."""
    chars = string.ascii_letters + string.digits + "!?-_"
    print("".join(secrets.choice(chars) for _ in range(18)))


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else "show"
    if command == "init":
        init()
    elif command == "add":
        add(" ".join(sys.argv[2:]))
    elif command == "suggest":
        suggest()
    else:
        show()
