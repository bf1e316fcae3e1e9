#!/usr/bin/env python3
"""Create, list and prune PostgreSQL snapshots.

Usage: snapshot.py create <database> [--output FILE]
       snapshot.py list
       snapshot.py prune --keep 7
"""
import argparse
import gzip
import logging
import os
import shlex
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("snapshot")

SNAPSHOT_DIR = Path(os.getenv("SNAPSHOT_DIR", "/var/backups/postgres"))


def pg_environment():
    """Environment of the PostgreSQL tools; the password comes from ~/.pgpass or PGPASSWORD."""
    env = dict(os.environ)
    if "PGPASSWORD" not in env and not Path.home().joinpath(".pgpass").exists():
        log.warning("Neither PGPASSWORD nor ~/.pgpass found, pg_dump may ask for a password")
    return env


def create(database, output):
    """Dump a database to a compressed file."""
    target = Path(output) if output else SNAPSHOT_DIR / f"{database}-{datetime.now():%Y%m%d-%H%M%S}.sql.gz"
    command = ["pg_dump", "--no-password", "--dbname", database]
    log.info("Running %s", shlex.join(command))
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=pg_environment()) as process:
        with gzip.open(target, "wb") as fh:
            shutil.copyfileobj(process.stdout, fh)
    if process.returncode != 0:
        target.unlink()
        sys.exit(process.returncode)
    log.info("Snapshot written to %s (%d bytes)", target, target.stat().st_size)


def upload(path, host):
    """Copy a snapshot to the backup host and verify the checksum there."""
    subprocess.run(["scp", "--", str(path), f"{host}:/backups/"], check=True)
    remote = f"cd /backups && sha256sum {shlex.quote(Path(path).name)}"
    subprocess.run(["ssh", "backup.internal", remote], check=True)


def list_snapshots():
    for path in sorted(SNAPSHOT_DIR.glob("*.sql.gz")):
        print(f"{path.name:<50} {path.stat().st_size / 1024:>10.1f} KiB")


def prune(keep):
    """Remove all but the newest snapshots."""
    for path in sorted(SNAPSHOT_DIR.glob("*.sql.gz"), key=os.path.getmtime, reverse=True)[keep:]:
        path.unlink()
        log.info("Removed %s", path.name)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = parser.add_subparsers(dest="action", required=True)
    p = sub.add_parser("create")
    p.add_argument("database")
    p.add_argument("--output")
    sub.add_parser("list")
    p = sub.add_parser("prune")
    p.add_argument("--keep", type=int, default=7)
    args = parser.parse_args(argv)
    if args.action == "create":
        create(args.database, args.output)
    elif args.action == "list":
        list_snapshots()
    else:
        prune(args.keep)


if __name__ == "__main__":
    main()
