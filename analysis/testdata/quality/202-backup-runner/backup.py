#!/usr/bin/env python3
"""
Back up MySQL databases and configuration folders.

Usage:
    python backup.py --database shop --folder /etc/nginx --output /var/backups
"""

import argparse
import datetime
import gzip
import hashlib
import logging
import os
import shlex
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("backup")

HOSTS = {"primary": "db1.internal", "replica": "db2.internal"}


@dataclass
class BackupPlan:
    database: str
    output: Path
    host: str = "db1.internal"
    folders: list = field(default_factory=list)
    remote: str = ""

    def stamp(self):
        return datetime.datetime.now().strftime("%Y%m%d-%H%M%S")


class RetentionPolicy:
    """Decides which archives survive: daily for a week, weekly for a month, monthly for a year."""

    def __init__(self, daily=7, weekly=4, monthly=12):
        self.daily = daily
        self.weekly = weekly
        self.monthly = monthly

    @staticmethod
    def _date_of(path):
        stamp = path.name.split("-")[1]
        return datetime.datetime.strptime(stamp, "%Y%m%d").date()

    def survivors(self, archives):
        newest_first = sorted(archives, key=lambda path: path.name, reverse=True)
        kept = set(newest_first[: self.daily])
        weeks, months = {}, {}
        for path in newest_first:
            try:
                day = self._date_of(path)
            except (IndexError, ValueError):
                kept.add(path)
                continue
            weeks.setdefault(day.isocalendar()[:2], path)
            months.setdefault((day.year, day.month), path)
        kept.update(list(weeks.values())[: self.weekly])
        kept.update(list(months.values())[: self.monthly])
        return kept

    def expired(self, archives):
        kept = self.survivors(archives)
        return [path for path in archives if path not in kept]


def human_size(size):
    """Return 1536 as '1.5 KiB'."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            return f"{size:.1f} {unit}"
        size /= 1024


def summary(folder):
    archives = sorted(Path(folder).glob("*.gz"))
    if not archives:
        return "no archives"
    total = sum(path.stat().st_size for path in archives)
    return f"{len(archives)} archives, {human_size(total)}, newest {archives[-1].name}"


class Runner:
    def __init__(self, plan: BackupPlan):
        self.plan = plan
        self.env = {**os.environ, "MYSQL_PWD": os.environ.get("BACKUP_DB_PASSWORD", "")}

    def _dump_command(self):
        return [
            "mysqldump",
            "--single-transaction",
            f"--host={self.plan.host}",
            f"--result-file={self._dump_path()}",
            "--databases",
            "--",
            self.plan.database,
        ]

    def _dump_path(self):
        return self.plan.output / "current.sql"

    def dump(self):
        subprocess.run(self._dump_command(), env=self.env, check=True, timeout=3600)

    def compress(self):
        target = self.plan.output / f"dump-{self.plan.stamp()}.sql.gz"
        with open(self._dump_path(), "rb") as source, gzip.open(target, "wb") as sink:
            shutil.copyfileobj(source, sink)
        self._dump_path().unlink()
        return target

    def archive_folders(self):
        for folder in self.plan.folders:
            name = Path(folder).name
            with tarfile.open(self.plan.output / f"{name}.tar.gz", "w:gz") as tar:
                tar.add(folder, arcname=name)

    def push(self, archive):
        if not self.plan.remote:
            return
        remote_host, _, remote_dir = self.plan.remote.partition(":")
        # ssh joins its arguments on the remote side, so the remote part is quoted
        script = "mkdir -p " + shlex.quote(remote_dir)
        subprocess.run(["ssh", "-o", "BatchMode=yes", "--", remote_host, script], check=True)
        subprocess.run(["scp", "-q", "--", str(archive), self.plan.remote], check=True)

    @staticmethod
    def checksum(path):
        digest = hashlib.sha256()
        with open(path, "rb") as handle:
            for block in iter(lambda: handle.read(65536), b""):
                digest.update(block)
        return digest.hexdigest()


def prune(folder):
    for old in RetentionPolicy().expired(list(folder.glob("dump-*.sql.gz"))):
        logger.info("Removing old backup %s", old.name)
        old.unlink()


def disk_usage():
    """Print the free space with df, a fixed command."""
    command = "df -h | grep -v tmpfs"
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True)
    parser.add_argument("--host", choices=sorted(HOSTS), default="primary")
    parser.add_argument("--folder", action="append", default=[])
    parser.add_argument("--output", type=Path, default=Path("/var/backups"))
    parser.add_argument("--remote", default="")
    args = parser.parse_args()

    plan = BackupPlan(args.database, args.output, HOSTS[args.host], args.folder, args.remote)
    runner = Runner(plan)
    print(disk_usage())
    try:
        runner.dump()
        archive = runner.compress()
        runner.archive_folders()
        runner.push(archive)
    except subprocess.CalledProcessError as exc:
        logger.error("Step failed with exit status %s", exc.returncode)
        return 1
    prune(args.output)
    logger.info("%s", summary(args.output))
    logger.info("Wrote %s (sha256 %s)", archive, runner.checksum(archive))
    return 0


if __name__ == "__main__":
    sys.exit(main())
