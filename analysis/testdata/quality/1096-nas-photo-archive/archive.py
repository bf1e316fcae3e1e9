#!/usr/bin/env python3
"""Archive photo folders to the NAS and restore them again."""
import argparse
import re
import sys
import zipfile
from datetime import date
from pathlib import Path

NAS = Path("/mnt/nas/photos")
MAX_TOTAL = 50 * 1024**3


def log(text):
    print(f"[{date.today():%d.%m.%Y}] {text}")


def clean_label(label):
    return re.sub(r"[^A-Za-z0-9_-]", "_", label)[:40]


def pack(folder, label):
    target = NAS / f"{clean_label(label)}-{date.today():%Y%m%d}.zip"
    root = Path(folder).resolve()
    with zipfile.ZipFile(target, "x", compression=zipfile.ZIP_STORED) as bundle:
        for picture in sorted(root.rglob("*")):
            if picture.is_file() and not picture.is_symlink():
                bundle.write(picture, picture.relative_to(root))
    target.chmod(0o640)
    return target


def unpack(archive, destination):
    """Restore all pictures of an archive into the destination folder."""
    root = Path(destination).resolve()
    count = 0
    with zipfile.ZipFile(archive) as bundle:
        members = [m for m in bundle.infolist() if not m.is_dir()]
        if sum(m.file_size for m in members) > MAX_TOTAL:
            sys.exit("This archive is too large.")
        for info in members:
            path = (root / info.filename).resolve()
            if not path.is_relative_to(root):
                sys.exit("This archive holds a file outside the destination.")
            path.parent.mkdir(parents=True, exist_ok=True)
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
