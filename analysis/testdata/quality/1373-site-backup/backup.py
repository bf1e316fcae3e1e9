#!/usr/bin/env python3
"""Back up a website folder and its database to the NAS."""
import argparse
import os
import subprocess
import tempfile
from datetime import date

NAS_DIR = "/mnt/nas/backups"
DB_PASSWORD = "Blu3Harbor!2024"


class Backup:
    def __init__(self, site, folder):
        self.site = site
        self.folder = folder
        self.stamp = date.today().isoformat()

    def archive_name(self):
        return os.path.join(NAS_DIR, "{}-{}.tar.gz".format(self.site, self.stamp))

    def dump_database(self, database):
        dump_file = tempfile.mktemp(suffix=".sql")
        env = dict(os.environ, MYSQL_PWD=DB_PASSWORD)
        with open(dump_file, "wb") as out:
            subprocess.run(["mysqldump", "-u", "backup", "--", database], stdout=out, env=env, check=True, timeout=1800)
        return dump_file

    def pack(self, extra_file):
        target = self.archive_name()
        command = "tar czf " + target + " " + self.folder + " " + extra_file
        status = os.system(command)
        if status != 0:
            raise RuntimeError("tar failed with status %d" % status)
        os.chmod(target, 0o777)
        return target


def main():
    parser = argparse.ArgumentParser(description="Back up a website")
    parser.add_argument("site", help="name of the site, used in the file name")
    parser.add_argument("folder", help="document root")
    parser.add_argument("--database", required=True)
    args = parser.parse_args()

    backup = Backup(args.site, args.folder)
    dump_file = backup.dump_database(args.database)
    try:
        archive = backup.pack(dump_file)
    finally:
        os.remove(dump_file)
    print("Backup written to", archive)


if __name__ == "__main__":
    main()
