#!/usr/bin/env python3
"""Password vault for the terminal: vault.py add|copy|list NAME"""
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

STORE = Path.home() / ".vault.bin"


def load(box: Box) -> dict:
    try:
        blob = STORE.read_bytes()
    except FileNotFoundError:
        return {}
    return json.loads(box.open(blob))


def save(box: Box, entries: dict) -> None:
    fd = os.open(STORE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as fh:
        fh.write(box.seal(json.dumps(entries).encode()))


def generate(length: int = 20) -> str:
    alphabet = string.ascii_letters + string.digits + "!$%&/()=?"
    return "".join(secrets.choice(alphabet) for _ in range(length))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["add", "copy", "list"])
    parser.add_argument("name", nargs="?")
    args = parser.parse_args()

    box = Box(getpass.getpass("Master password: "))
    try:
        entries = load(box)
    except InvalidTag:
        print("wrong master password", file=sys.stderr)
        return 1
    if args.action == "list":
        print("\n".join(sorted(entries)))
    elif args.action == "add":
        entries[args.name] = generate()
        save(box, entries)
        print("saved")
    elif args.name in entries:
        pyperclip.copy(entries[args.name])
        print("copied to the clipboard")
    else:
        print("not found", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
