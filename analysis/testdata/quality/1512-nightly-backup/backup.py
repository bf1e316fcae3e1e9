#!/usr/bin/env python3
"""Nightly backup: dump the database, tar the data folders and push both to the backup host.

    backup.py --target offsite --keep 14
"""
from __future__ import annotations

import argparse
import logging
import os
import re
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

log = logging.getLogger("backup")
CONFIG = Path("/etc/nightly-backup.toml")
HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}")
DB_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Target:
    host: str
    user: str
    directory: str

    def __post_init__(self) -> None:
        # These end up in the argument list of rsync, so nothing may look like an option.
        if not HOST.fullmatch(self.host) or not HOST.fullmatch(self.user):
            raise ValueError("bad host or user in the configuration")
        if not re.fullmatch(r"/[\w/-]{1,200}", self.directory):
            raise ValueError("the target directory must be a plain absolute path")


def load(path: Path) -> tuple[dict[str, Target], list[Path], str, Path]:
    with path.open("rb") as fh:
        conf = tomllib.load(fh)
    database = conf["database"]
    if not DB_NAME.fullmatch(database):
        raise ValueError("bad database name in the configuration")
    targets = {name: Target(**entry) for name, entry in conf["targets"].items()}
    return targets, [Path(p) for p in conf["folders"]], database, Path(conf["spool"])


def dump_database(name: str, out: Path) -> None:
    # Credentials come from ~/.pgpass of the backup user.
    subprocess.run(
        ["pg_dump", "--format=custom", f"--file={out}", "--", name],
        check=True,
        timeout=3600,
    )


def archive(folders: list[Path], out: Path) -> None:
    with tarfile.open(out, "x:gz") as tar:
        for folder in folders:
            tar.add(folder, arcname=folder.name, recursive=True)


def push(spool: Path, target: Target) -> None:
    subprocess.run(
        [
            "rsync", "--archive", "--partial", "--timeout=60",
            "--", f"{spool}/", f"{target.user}@{target.host}:{target.directory}/",
        ],
        check=True,
        timeout=4 * 3600,
    )


def prune(spool: Path, keep: int) -> None:
    for suffix in ("*.dump", "*.tar.gz"):
        for old in sorted(spool.glob(suffix))[:-keep]:
            log.info("removing old backup")
            old.unlink(missing_ok=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True)
    parser.add_argument("--keep", type=int, default=14, choices=range(1, 91), metavar="1..90")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    os.umask(0o077)

    targets, folders, database, spool = load(CONFIG)
    if args.target not in targets:
        parser.error("unknown target, choose from: " + ", ".join(sorted(targets)))
    spool.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    try:
        dump_database(database, spool / f"{stamp}.dump")
        archive(folders, spool / f"{stamp}.tar.gz")
        push(spool, targets[args.target])
        prune(spool, args.keep)
    except (subprocess.SubprocessError, OSError):
        log.exception("backup failed")
        return 1
    log.info("backup finished")
    return 0


if __name__ == "__main__":
    sys.exit(main())
