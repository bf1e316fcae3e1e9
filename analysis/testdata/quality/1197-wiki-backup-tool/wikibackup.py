#!/usr/bin/env python3
"""Back up and restore the team wiki (PostgreSQL dump plus attachments).

    wikibackup.py backup  --label nightly
    wikibackup.py restore --archive wiki-2026-11-20.tar.gz

Archives are kept on the SFTP server of the hosting company.
"""
import argparse
import datetime as dt
import logging
import os
import tarfile
import tempfile
from dataclasses import dataclass

import paramiko

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("wikibackup")


@dataclass
class Config:
    """Everything that differs between installations."""

    sftp_host: str = os.environ.get("WIKI_SFTP_HOST", "backup.hosting.lan")
    sftp_user: str = os.environ.get("WIKI_SFTP_USER", "wiki")
    key_file: str = os.path.expanduser("~/.ssh/wiki_backup")
    database: str = "wiki"
    attachments: str = "/srv/wiki/attachments"
    restore_dir: str = "/srv/wiki/restore"


class RemoteStore:
    """Uploads to and downloads from the SFTP server."""

    def __init__(self, config: Config):
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.connect(
            config.sftp_host, username=config.sftp_user, key_filename=config.key_file, timeout=15
        )
        self.sftp = self.client.open_sftp()

    def put(self, path: str) -> None:
        self.sftp.put(path, os.path.basename(path))

    def get(self, name: str, target: str) -> None:
        self.sftp.get(name, target)

    def prune(self, keep: int = 14) -> None:
        """Remove all but the newest archives."""
        for name in sorted(self.sftp.listdir("."))[:-keep]:
            try:
                self.sftp.remove(name)
            except:
                pass

    def close(self) -> None:
        self.client.close()


def dump_database(config: Config, label: str) -> str:
    """Run pg_dump and return the path of the dump."""
    path = f"/tmp/{config.database}-{label}.sql"
    status = os.system(f"pg_dump {config.database} > {path}")
    if status != 0:
        raise RuntimeError("pg_dump failed")
    return path


def backup(config: Config, label: str) -> None:
    """Create the archive and upload it."""
    dump = dump_database(config, label)
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, f"wiki-{dt.date.today():%Y-%m-%d}.tar.gz")
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(dump, arcname="database.sql")
            tar.add(config.attachments, arcname="attachments")
        store = RemoteStore(config)
        store.put(archive)
        store.prune()
        store.close()
    os.remove(dump)
    log.info("backup finished")


def restore(config: Config, name: str) -> None:
    """Download an archive and unpack it to the restore folder."""
    with tempfile.TemporaryDirectory() as folder:
        local = os.path.join(folder, "archive.tar.gz")
        store = RemoteStore(config)
        store.get(name, local)
        store.close()
        with tarfile.open(local) as tar:
            tar.extractall(config.restore_dir, filter="fully_trusted")
    log.info("archive unpacked to %s", config.restore_dir)


def main() -> None:
    parser = argparse.ArgumentParser(description="Wiki backup")
    sub = parser.add_subparsers(dest="command", required=True)
    b = sub.add_parser("backup")
    b.add_argument("--label", default="nightly")
    r = sub.add_parser("restore")
    r.add_argument("--archive", required=True)
    args = parser.parse_args()
    config = Config()
    if args.command == "backup":
        backup(config, args.label)
    else:
        restore(config, args.archive)


if __name__ == "__main__":
    main()
