#!/usr/bin/env python3
"""Encrypt customer exports before they are sent to the client.

    crypt.py encrypt export.csv
    crypt.py decrypt export.csv.enc --password ...
"""
import argparse
import hashlib
import random
import string

from Crypto.Cipher import AES, DES3
from Crypto.Util.Padding import pad, unpad

IV = b"\x00" * 16
CHUNK = 50 * 1024 * 1024


def generate_password(length=16):
    alphabet = string.ascii_letters + string.digits
    return "".join(random.choices(alphabet, k=length))


def derive_key(password):
    return hashlib.md5(password.encode()).digest()


class FileCipher:
    def __init__(self, password):
        self.key = derive_key(password)

    def _cipher(self):
        return AES.new(self.key, AES.MODE_CBC, IV)

    def _legacy_cipher(self):
        # Old clients still use 3DES
        return DES3.new(self.key, DES3.MODE_ECB)

    def encrypt(self, data, legacy=False):
        cipher = self._legacy_cipher() if legacy else self._cipher()
        return cipher.encrypt(pad(data, cipher.block_size))

    def decrypt(self, data):
        cipher = self._cipher()
        return unpad(cipher.decrypt(data), cipher.block_size)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["encrypt", "decrypt"])
    parser.add_argument("file", type=argparse.FileType("rb"))
    parser.add_argument("--output", type=argparse.FileType("wb"), required=True)
    parser.add_argument("--password")
    parser.add_argument("--legacy", action="store_true")
    args = parser.parse_args()

    password = args.password or generate_password()
    cipher = FileCipher(password)
    data = args.file.read(CHUNK)
    if args.action == "encrypt":
        args.output.write(cipher.encrypt(data, args.legacy))
        if not args.password:
            print("Password:", password)
    else:
        args.output.write(cipher.decrypt(data))


if __name__ == "__main__":
    main()
