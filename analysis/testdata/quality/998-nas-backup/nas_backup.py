#!/usr/bin/env python3
"""Nightly backup of the family NAS.

nas_backup.py backup             pack the folders and send them to the friend's server
nas_backup.py restore FILE       unpack an archive that came back below /srv/restore
"""
import logging
import os
import subprocess
import sys
import tarfile
import tempfile
from datetime import date

FOLDERS = ["/srv/photos", "/srv/documents"]
INBOX = "/srv/inbox"
TARGET = "/srv/restore"
REMOTE = "backup@nas.friend.example:/backups/"

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


def pack():
    fd, archive = tempfile.mkstemp(prefix=f"nas-{date.today()}-", suffix=".tar.gz")
    with os.fdopen(fd, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as tar:
        for folder in FOLDERS:
            tar.add(folder)
    return archive


def send(archive):
    try:
        subprocess.run(["scp", "-B", archive, REMOTE], check=True, timeout=4 * 3600)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        logging.exception("transfer failed, archive kept")
        return False
    os.unlink(archive)
    return True


def restore(name):
    archive = os.path.join(INBOX, os.path.basename(name))
    with tarfile.open(archive) as tar:
        tar.extractall(TARGET, filter="data")
    logging.info("restored")


def main(argv):
    if len(argv) == 2 and argv[1] == "backup":
        return 0 if send(pack()) else 1
    if len(argv) == 3 and argv[1] == "restore":
        restore(argv[2])
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv))
