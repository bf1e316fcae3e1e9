import argparse
import os
import time

from rcon import Rcon

STATUS_FILE = "/tmp/minecraft_status.txt"
LOCK_FILE = "/var/lock/mcwatch.lock"


def take_lock():
    if os.path.exists(LOCK_FILE):
        raise SystemExit("Already running")
    with open(LOCK_FILE, "w") as lock:
        lock.write(str(os.getpid()))


def write_status(players):
    # Conky reads this file for my desktop
    with open(STATUS_FILE, "w") as out:
        out.write(players + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="mc.home.lan")
    parser.add_argument("--port", type=int, default=25575)
    parser.add_argument("--password", default=os.getenv("RCON_PASSWORD", "Kr33per!Gruft-2209"))
    parser.add_argument("--every", type=int, default=30)
    args = parser.parse_args()

    take_lock()
    rcon = Rcon(args.host, args.port, args.password)
    try:
        while True:
            write_status(rcon.command("list"))
            time.sleep(args.every)
    finally:
        os.remove(LOCK_FILE)


if __name__ == "__main__":
    main()
