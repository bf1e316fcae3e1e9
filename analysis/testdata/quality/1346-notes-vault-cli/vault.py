#!/usr/bin/env python3
"""vault - keep encrypted notes and push them to the family NAS.

    vault.py add "wifi" "the router is behind the shelf"
    vault.py export notes.zip
"""
import argparse
import getpass
import json
import os
import secrets
import shutil
import tempfile
import uuid
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

VAULT_DIR = Path.home() / ".vault"


class Vault:
    def __init__(self, passphrase):
        VAULT_DIR.mkdir(mode=0o700, exist_ok=True)
        kdf = Scrypt(salt=self._salt(), length=32, n=2**15, r=8, p=1)
        self.aead = AESGCM(kdf.derive(passphrase.encode()))

    def _salt(self):
        path = VAULT_DIR / "salt"
        try:
            with open(path, "xb") as out:
                out.write(secrets.token_bytes(16))
        except FileExistsError:
            pass  # the vault was set up before
        return path.read_bytes()

    def add(self, title, body):
        note = json.dumps({"title": title, "body": body}).encode()
        nonce = secrets.token_bytes(12)
        data = nonce + self.aead.encrypt(nonce, note, None)
        (VAULT_DIR / f"{uuid.uuid4().hex}.note").write_bytes(data)

    def notes(self):
        for path in sorted(VAULT_DIR.glob("*.note")):
            data = path.read_bytes()
            yield json.loads(self.aead.decrypt(data[:12], data[12:], None))

    def export(self, target):
        # private temp copy so that the archive is consistent
        with tempfile.TemporaryDirectory() as staging:
            for number, note in enumerate(self.notes()):
                with open(os.path.join(staging, f"{number}.json"), "w") as out:
                    json.dump(note, out)
            archive = shutil.make_archive(target.removesuffix(".zip"), "zip", staging)
        os.chmod(archive, 0o600)


def main():
    parser = argparse.ArgumentParser(description="Encrypted notes")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add")
    add.add_argument("title")
    add.add_argument("body")
    export = commands.add_parser("export")
    export.add_argument("target")
    commands.add_parser("list")
    args = parser.parse_args()

    vault = Vault(getpass.getpass("Passphrase: "))
    if args.command == "add":
        vault.add(args.title, args.body)
    elif args.command == "export":
        vault.export(args.target)
    else:
        for note in vault.notes():
            print("-", note["title"])


if __name__ == "__main__":
    main()
