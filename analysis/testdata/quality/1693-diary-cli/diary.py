#!/usr/bin/env python3
# Encrypted diary for the command line
#   diary.py init | add "text" | show | suggest
import getpass
import hashlib
import os
import random
import string
import sys

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad

HOME = os.path.expanduser("~/.diary")
PASS_FILE = os.path.join(HOME, "passphrase")
DIARY_FILE = os.path.join(HOME, "entries.bin")
IV = b"\x00" * 16


class Vault:
    def __init__(self, key):
        self.key = key

    def encrypt(self, text):
        cipher = AES.new(self.key, AES.MODE_CBC, IV)
        return cipher.encrypt(pad(text.encode(), AES.block_size))

    def decrypt(self, data):
        cipher = AES.new(self.key, AES.MODE_CBC, IV)
        return unpad(cipher.decrypt(data), AES.block_size).decode()


def hash_passphrase(passphrase):
    return hashlib.sha1(passphrase.encode()).hexdigest()


def derive_key(passphrase):
    return hashlib.scrypt(passphrase.encode(), salt=getpass.getuser().encode(), n=2**14, r=8, p=1, dklen=32)


def init():
    os.makedirs(HOME, mode=0o700, exist_ok=True)
    passphrase = getpass.getpass("New passphrase: ")
    with open(PASS_FILE, "w") as f:
        f.write(hash_passphrase(passphrase))
    print("Diary created")


def unlock():
    passphrase = getpass.getpass("Passphrase: ")
    with open(PASS_FILE) as f:
        stored = f.read(200).strip()
    if hash_passphrase(passphrase) != stored:
        sys.exit("Wrong passphrase")
    return Vault(derive_key(passphrase))


def add(text):
    data = unlock().encrypt(text)
    with open(DIARY_FILE, "ab") as f:
        f.write(len(data).to_bytes(4, "big") + data)


def show():
    vault = unlock()
    with open(DIARY_FILE, "rb") as f:
        while header := f.read(4):
            print("-", vault.decrypt(f.read(int.from_bytes(header, "big"))))


def suggest():
    """Suggest a strong passphrase."""
    chars = string.ascii_letters + string.digits + "!?-_"
    password = "".join(random.choices(chars, k=18))
    print(password)


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
