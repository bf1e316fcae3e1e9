"""My own little password manager.

Usage:
    python vault.py new github
    python vault.py copy github
"""
import argparse
import getpass
import json
import random
import string
from pathlib import Path

import pyperclip

from crypto import Box

VAULT = Path.home() / ".vault.json"


def load():
    return json.loads(VAULT.read_text()) if VAULT.is_file() else {}


def save(entries):
    VAULT.write_text(json.dumps(entries, indent=2))
    VAULT.chmod(0o600)


def generate(length):
    alphabet = string.ascii_letters + string.digits + "!$%&/()=?+#"
    chars = []
    while len(chars) < length:
        chars.append(random.choice(alphabet))
    return "".join(chars)


def main():
    parser = argparse.ArgumentParser(description="Tiny password vault")
    parser.add_argument("action", choices=["new", "copy", "list"])
    parser.add_argument("name", nargs="?")
    parser.add_argument("--length", type=int, default=20)
    args = parser.parse_args()

    entries = load()
    if args.action == "list":
        print("\n".join(sorted(entries)))
        return

    box = Box(getpass.getpass("Master password: "))
    if args.action == "new":
        password = generate(args.length)
        entries[args.name] = box.lock(password)
        save(entries)
    else:
        password = box.unlock(entries[args.name])
    pyperclip.copy(password)
    print("Copied to the clipboard.")


if __name__ == "__main__":
    main()
