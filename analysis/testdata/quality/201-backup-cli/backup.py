#!/usr/bin/env python3
"""
Database and directory backup tool.

Usage:
    python backup.py --database shop --output /var/backups
    python backup.py --database shop --output /var/backups --remote backup@10.0.0.5:/srv/backups
"""

import argparse
import datetime
import logging
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(levelname)s] %(message)s")
logger = logging.getLogger("backup")

DEFAULT_KEEP = 7


class BackupError(Exception):
    """Raised when a backup step fails."""


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


class BackupJob:
    """Represents one backup run."""

    def __init__(self, database, output_dir, remote=None, compress=True, keep=DEFAULT_KEEP):
        self.database = database
        self.output_dir = Path(output_dir)
        self.remote = remote
        self.compress = compress
        self.keep = keep
        self.started_at = datetime.datetime.now()

    @property
    def archive_path(self):
        stamp = self.started_at.strftime("%Y%m%d-%H%M%S")
        suffix = ".sql.gz" if self.compress else ".sql"
        return self.output_dir / f"backup-{stamp}{suffix}"

    def _dump_command(self):
        parts = ["pg_dump", "--no-owner", self.database]
        command = " ".join(parts)
        if self.compress:
            command += " | gzip -9"
        return command + " > " + shlex.quote(str(self.archive_path))

    def check_tools(self):
        """Make sure every external tool is installed."""
        missing = [tool for tool in ("pg_dump", "gzip", "rsync") if shutil.which(tool) is None]
        if missing:
            raise BackupError("Missing tools: " + ", ".join(missing))

    def dump(self):
        self.output_dir.mkdir(parents=True, exist_ok=True)
        logger.info("Dumping database to %s", self.archive_path)
        status = os.system(self._dump_command())
        if status != 0:
            raise BackupError(f"pg_dump exited with status {status}")

    def upload(self):
        if not self.remote:
            logger.info("No remote given, skipping upload")
            return
        subprocess.run(
            ["rsync", "-az", "--", str(self.archive_path), self.remote],
            check=True,
        )

    def prune(self):
        """Remove the oldest backups, keeping the newest ones."""
        archives = sorted(self.output_dir.glob("backup-*.sql*"))
        for old in RetentionPolicy(daily=self.keep).expired(archives):
            logger.info("Removing old backup %s", old.name)
            old.unlink()

    def run(self):
        self.check_tools()
        self.dump()
        self.upload()
        self.prune()


def build_parser():
    parser = argparse.ArgumentParser(description="Back up a PostgreSQL database")
    parser.add_argument("--database", required=True, help="Name of the database")
    parser.add_argument("--output", default="/var/backups", help="Where to store archives")
    parser.add_argument("--remote", help="rsync destination")
    parser.add_argument("--no-compress", action="store_true")
    parser.add_argument("--keep", type=int, default=DEFAULT_KEEP)
    return parser


def main(argv=None):
    args = build_parser().parse_args(argv)
    job = BackupJob(
        args.database,
        args.output,
        remote=args.remote,
        compress=not args.no_compress,
        keep=args.keep,
    )
    try:
        job.run()
    except (BackupError, subprocess.CalledProcessError) as exc:
        logger.error("Backup failed: %s", exc)
        return 1
    logger.info("Backup finished: %s", summary(args.output))
    return 0


if __name__ == "__main__":
    sys.exit(main())
