#!/usr/bin/env python3
"""Encrypt customer exports before they are sent to the client.

    crypt.py encrypt export.csv --output export.enc
    crypt.py decrypt export.enc --output export.csv

The pass phrase is asked for on the terminal.
"""
import argparse
import getpass
import secrets
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT_BYTES = 16
NONCE_BYTES = 12
MAX_FILE = 50 * 1024 * 1024


def derive_key(phrase, salt):
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(phrase.encode())


def encrypt(phrase, data):
    salt = secrets.token_bytes(SALT_BYTES)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return salt + nonce + AESGCM(derive_key(phrase, salt)).encrypt(nonce, data, None)


def decrypt(phrase, blob):
    salt = blob[:SALT_BYTES]
    nonce = blob[SALT_BYTES : SALT_BYTES + NONCE_BYTES]
    return AESGCM(derive_key(phrase, salt)).decrypt(nonce, blob[SALT_BYTES + NONCE_BYTES :], None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["encrypt", "decrypt"])
    parser.add_argument("file", type=argparse.FileType("rb"))
    parser.add_argument("--output", type=argparse.FileType("wb"), required=True)
    args = parser.parse_args()

    data = args.file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        print("The file is larger than 50 MB", file=sys.stderr)
        return 1

    phrase = getpass.getpass("Pass phrase: ")
    try:
        result = encrypt(phrase, data) if args.action == "encrypt" else decrypt(phrase, data)
    except InvalidTag:
        print("Wrong pass phrase or damaged file", file=sys.stderr)
        return 1
    args.output.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
