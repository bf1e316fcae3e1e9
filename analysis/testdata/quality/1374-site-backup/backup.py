#!/usr/bin/env python3
"""Back up a website folder and its database to the NAS.

The MySQL password is read from ~/.my.cnf of the backup user.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

NAS_DIR = Path("/mnt/nas/backups")

SITES = {
    "shop": ("/srv/www/shop", "shop_prod"),
    "blog": ("/srv/www/blog", "wordpress"),
    "intranet": ("/srv/www/intranet", "intranet"),
}


class Backup:
    def __init__(self, site):
        self.site = site
        self.folder, self.database = SITES[site]
        self.target = NAS_DIR / f"{site}-{date.today().isoformat()}.tar.gz"

    def dump_database(self, out):
        subprocess.run(
            ["mysqldump", "--single-transaction", self.database],
            stdout=out,
            check=True,
            timeout=1800,
        )

    def pack(self, dump_path):
        subprocess.run(
            ["tar", "czf", str(self.target), "--", self.folder, dump_path],
            check=True,
            timeout=3600,
        )
        os.chmod(self.target, 0o600)

    def run(self):
        with tempfile.NamedTemporaryFile(suffix=".sql") as dump:
            self.dump_database(dump)
            dump.flush()
            self.pack(dump.name)
        return self.target


def main():
    parser = argparse.ArgumentParser(description="Back up a website")
    parser.add_argument("site", choices=sorted(SITES))
    args = parser.parse_args()
    try:
        archive = Backup(args.site).run()
    except (subprocess.SubprocessError, OSError) as exc:
        print(f"Backup of {args.site} failed: {exc}", file=sys.stderr)
        return 1
    print(f"Backup written to {archive}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
