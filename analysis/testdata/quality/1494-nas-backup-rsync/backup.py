#!/usr/bin/env python3
"""Nightly rsync snapshots of a few folders onto the NAS.

    backup.py photos --host attic --dry-run
"""
import argparse
import enum
import fcntl
import logging
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

log = logging.getLogger("backup")


class Host(enum.Enum):
    ATTIC = "backup@nas-attic.lan"
    CELLAR = "backup@nas-cellar.lan"

    @classmethod
    def parse(cls, value: str) -> "Host":
        try:
            return cls[value.upper()]
        except KeyError:
            raise argparse.ArgumentTypeError(
                f"choose from {', '.join(h.name.lower() for h in cls)}"
            ) from None


FOLDERS = {
    "photos": Path("/srv/photos"),
    "documents": Path("/srv/documents"),
    "mail": Path("/var/vmail"),
}
LOCK_DIR = Path("/var/lib/nas-backup")  # owned by the backup user


@contextmanager
def single_instance(name: str):
    """Hold a lock for as long as the backup of this folder runs."""
    with open(LOCK_DIR / f"{name}.lock", "a", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.error("Another backup of %s is running", name)
            sys.exit(75)
        yield


def rsync(source: Path, host: Host, name: str, stamp: str, dry_run: bool) -> None:
    command = [
        "rsync",
        "--archive",
        "--delete",
        "--hard-links",
        "--timeout=120",
        "--link-dest=../latest",
        "--rsh=ssh -o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=yes",
    ]
    if dry_run:
        command += ["--dry-run", "--itemize-changes"]
    command += ["--", f"{source}/", f"{host.value}:snapshots/{name}/{stamp}/"]
    subprocess.run(command, check=True, timeout=6 * 3600)


def point_latest(host: Host, name: str, stamp: str) -> None:
    # Runs a fixed script on the NAS; both arguments come from this file or the clock.
    subprocess.run(
        ["ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", host.value,
         "set-latest-snapshot", name, stamp],
        check=True,
        timeout=60,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Snapshot a folder onto a NAS.")
    parser.add_argument("folder", choices=sorted(FOLDERS))
    parser.add_argument("--host", type=Host.parse, default=Host.ATTIC)
    parser.add_argument("--dry-run", action="store_true")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")

    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    with single_instance(args.folder):
        try:
            rsync(FOLDERS[args.folder], args.host, args.folder, stamp, args.dry_run)
            if not args.dry_run:
                point_latest(args.host, args.folder, stamp)
        except subprocess.TimeoutExpired:
            log.error("Backup of %s timed out", args.folder)
            return 1
        except subprocess.CalledProcessError as exc:
            log.error("Backup of %s failed with status %d", args.folder, exc.returncode)
            return 1
    log.info("Backup of %s finished", args.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
