"""My own little password manager.

Usage:
    python vault.py new github
    python vault.py copy github
"""
import argparse
import getpass
import json
import os
import secrets
import string
import sys
from pathlib import Path

import pyperclip
from cryptography.exceptions import InvalidTag

from crypto import Box

VAULT = Path.home() / ".vault.json"
ALPHABET = string.ascii_letters + string.digits + "!$%&/()=?+#"


def load():
    try:
        return json.loads(VAULT.read_text())
    except FileNotFoundError:
        return {"salt": os.urandom(16).hex(), "entries": {}}


def save(vault):
    fd = os.open(VAULT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w") as out:
        json.dump(vault, out, indent=2)


def generate(length):
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def main():
    parser = argparse.ArgumentParser(description="Tiny password vault")
    parser.add_argument("action", choices=["new", "copy", "list"])
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--length", type=int, default=20)
    args = parser.parse_args()

    vault = load()
    entries = vault["entries"]
    if args.action == "list":
        print("\n".join(sorted(entries)))
        return

    box = Box(getpass.getpass("Master password: "), bytes.fromhex(vault["salt"]))
    if args.action == "new":
        password = generate(max(args.length, 12))
        entries[args.name] = box.lock(password, args.name)
        save(vault)
    else:
        if args.name not in entries:
            sys.exit("No such entry.")
        try:
            password = box.unlock(entries[args.name], args.name)
        except InvalidTag:
            sys.exit("Wrong master password.")
    pyperclip.copy(password)
    print("Copied to the clipboard.")


if __name__ == "__main__":
    main()
