#!/usr/bin/env python3
"""Restore a site backup (tar.gz with files/ and dump.sql) onto this server.

Usage: restore.py backup.tar.gz --site shop --db shop_prod
"""
import argparse
import os
import shutil
import subprocess
import tarfile
import tempfile

SITES_ROOT = "/srv/sites"
SITES = {"shop", "blog", "intranet"}


def unpack(archive, target):
    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(target, filter="data")


def copy_files(source, site):
    dest = os.path.join(SITES_ROOT, site, "files")
    shutil.copytree(source, dest, dirs_exist_ok=True)
    # the web server is in the group, nobody else needs access
    for root, dirs, _files in os.walk(dest):
        for name in dirs:
            os.chmod(os.path.join(root, name), 0o750)


def load_dump(path, database):
    with open(path, "rb") as dump:
        subprocess.run(
            ["/usr/bin/psql", "--quiet", "--single-transaction", f"--dbname={database}"],
            stdin=dump,
            check=True,
            timeout=3600,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive")
    parser.add_argument("--site", required=True, choices=sorted(SITES))
    parser.add_argument("--db", required=True, choices=["shop_prod", "blog_prod", "intranet_prod"])
    args = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        unpack(args.archive, folder)
        copy_files(os.path.join(folder, "files"), args.site)
        load_dump(os.path.join(folder, "dump.sql"), args.db)
    print("Restored %s" % args.site)


if __name__ == "__main__":
    main()
