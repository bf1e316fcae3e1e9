import argparse
import fcntl
import os
import tempfile
import time
from contextlib import closing
from pathlib import Path

from rcon import Rcon

RUNTIME = Path(os.environ["XDG_RUNTIME_DIR"])
STATUS_FILE = RUNTIME / "minecraft_status.txt"
LOCK_FILE = RUNTIME / "mcwatch.lock"


def take_lock():
    lock = open(LOCK_FILE, "a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit("Already running") from None
    return lock


def write_status(players):
    # Conky reads this file for my desktop
    with tempfile.NamedTemporaryFile("w", dir=RUNTIME, delete=False) as out:
        out.write(players + "\n")
    os.replace(out.name, STATUS_FILE)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="mc.home.lan")
    parser.add_argument("--port", type=int, default=25575)
    parser.add_argument("--every", type=int, default=30)
    args = parser.parse_args()

    with take_lock(), closing(Rcon(args.host, args.port, os.environ["RCON_PASSWORD"])) as rcon:
        print(f"Connected to {args.host}:{args.port}")
        while True:
            write_status(rcon.command("list"))
            time.sleep(max(args.every, 5))


if __name__ == "__main__":
    main()
