#!/usr/bin/env python3
"""Password vault for the terminal: vault.py add|get|list NAME"""
import argparse
import getpass
import json
import random
import string
from pathlib import Path

from crypto import Box

STORE = Path.home() / ".vault.bin"


def load(box: Box) -> dict:
    if not STORE.exists():
        return {}
    return json.loads(box.open(STORE.read_bytes()))


def save(box: Box, entries: dict) -> None:
    STORE.write_bytes(box.seal(json.dumps(entries).encode()))
    STORE.chmod(0o600)


def generate(length: int = 20) -> str:
    alphabet = string.ascii_letters + string.digits + "!$%&/()=?"
    return "".join(random.choice(alphabet) for _ in range(length))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["add", "get", "list"])
    parser.add_argument("name", nargs="?")
    args = parser.parse_args()

    box = Box(getpass.getpass("Master password: "))
    entries = load(box)
    if args.action == "list":
        print("\n".join(sorted(entries)))
    elif args.action == "add":
        entries[args.name] = generate()
        save(box, entries)
        print("saved")
    else:
        print(entries.get(args.name, "not found"))


if __name__ == "__main__":
    main()
