#!/usr/bin/env python3
"""Archive photo folders to the NAS and restore them again."""
import argparse
import os
import sys
import zipfile
from datetime import date

NAS = "/mnt/nas/photos"


def log(text):
    print(f"[{date.today():%d.%m.%Y}] {text}")


def run(command):
    code = os.system(command)
    if code != 0:
        sys.exit("Command failed with code %d" % code)


def pack(folder, label):
    name = "{}-{:%Y%m%d}.zip".format(label, date.today())
    target = os.path.join(NAS, os.path.basename(name))
    run("cd %s && zip -qr %s ." % (folder, target))
    # Everybody in the family should be able to use the archive
    os.chmod(target, 0o777)
    return target


def unpack(archive, destination):
    """Restore all pictures of an archive into the destination folder."""
    count = 0
    with zipfile.ZipFile(archive) as bundle:
        for info in bundle.infolist():
            if info.is_dir():
                continue
            path = os.path.join(destination, info.filename)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with bundle.open(info) as source, open(path, "wb") as out:
                while chunk := source.read(1 << 20):
                    out.write(chunk)
            count += 1
    return count


def main():
    parser = argparse.ArgumentParser()
    sub = parser.add_subparsers(dest="what", required=True)
    p = sub.add_parser("pack")
    p.add_argument("folder")
    p.add_argument("--label", default="photos")
    u = sub.add_parser("unpack")
    u.add_argument("archive")
    u.add_argument("destination")
    args = parser.parse_args()

    if args.what == "pack":
        pack(args.folder, args.label)
        log("archive written")
    else:
        log(f"{unpack(args.archive, args.destination)} pictures restored")


if __name__ == "__main__":
    main()
