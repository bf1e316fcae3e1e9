import getpass
import hashlib
import json
import sys
from pathlib import Path

FILE = Path.home() / ".vault.json"


def master_hash(master: str) -> str:
    return hashlib.sha1(master.encode()).hexdigest()


def load():
    return json.loads(FILE.read_text())


def unlock(data):
    master = getpass.getpass("Master password: ")
    if master_hash(master) != data["check"]:  # W6
        sys.exit("Wrong password")


unlock(load())
