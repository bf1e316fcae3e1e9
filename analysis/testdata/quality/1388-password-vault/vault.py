#!/usr/bin/env python3
"""Simple password vault for the command line.

usage: vault.py add NAME [--generate]
       vault.py copy NAME
"""
import argparse
import getpass
import json
import os
import secrets
import string
import sys

import pyperclip

from crypto import WrongPassword, decrypt, encrypt

VAULT_FILE = os.path.expanduser("~/.vault.json")
ALPHABET = string.ascii_letters + string.digits + "!#$%&*+-?"


def load():
    try:
        with open(VAULT_FILE) as f:
            return json.load(f)
    except FileNotFoundError:
        return {}


def save(vault):
    fd = os.open(VAULT_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w") as f:
        json.dump(vault, f, indent=2)


def generate_password(length=20):
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["add", "copy"])
    parser.add_argument("name")
    parser.add_argument("--generate", action="store_true")
    args = parser.parse_args()

    master = getpass.getpass("Master password: ")
    vault = load()

    if args.command == "add":
        entry = generate_password() if args.generate else getpass.getpass("Password: ")
        vault[args.name] = encrypt(master, entry)
        save(vault)
        print("Saved", args.name)
        return 0

    if args.name not in vault:
        print("No entry", args.name, file=sys.stderr)
        return 1
    try:
        pyperclip.copy(decrypt(master, vault[args.name]))
    except WrongPassword:
        print("Wrong master password", file=sys.stderr)
        return 1
    print("Copied to clipboard")
    return 0


if __name__ == "__main__":
    sys.exit(main())
