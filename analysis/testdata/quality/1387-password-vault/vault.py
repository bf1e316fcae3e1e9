#!/usr/bin/env python3
"""Simple password vault for the command line.

usage: vault.py add NAME [--generate]
       vault.py copy NAME
"""
import argparse
import getpass
import json
import os
import random
import string

import pyperclip

from crypto import decrypt, derive_key, encrypt

VAULT_FILE = os.path.expanduser("~/.vault.json")


def load():
    if not os.path.exists(VAULT_FILE):
        return {}
    with open(VAULT_FILE) as f:
        return json.load(f)


def save(vault):
    with open(VAULT_FILE, "w") as f:
        json.dump(vault, f, indent=2)


def generate_password(length=16):
    chars = list(string.ascii_letters + string.digits + "!#$%&*+-?")
    random.shuffle(chars)
    return "".join(chars[:length])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["add", "copy"])
    parser.add_argument("name")
    parser.add_argument("--generate", action="store_true")
    args = parser.parse_args()

    key = derive_key(getpass.getpass("Master password: "))
    vault = load()

    if args.command == "add":
        if args.generate:
            password = generate_password()
        else:
            password = getpass.getpass("Password: ")
        vault[args.name] = encrypt(key, password)
        save(vault)
        print("Saved", args.name)
    else:
        if args.name not in vault:
            print("No entry", args.name)
            return
        pyperclip.copy(decrypt(key, vault[args.name]))
        print("Copied to clipboard")


if __name__ == "__main__":
    main()
