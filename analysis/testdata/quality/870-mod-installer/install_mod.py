#!/usr/bin/env python3
"""Download and install a mod archive into the game folder.

Usage: install_mod.py forest
"""
import argparse
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import requests

GAME_DIR = Path.home() / "games" / "voxelcraft" / "mods"
MOD_SITE = "https://mods.voxelcraft.net/files/"
MOD_NAME = re.compile(r"[a-z0-9-]{1,60}")
MAX_ARCHIVE = 200 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024


def download(name, target):
    size = 0
    with requests.get(f"{MOD_SITE}{name}.zip", timeout=30, stream=True) as response:
        response.raise_for_status()
        with open(target, "wb") as out:
            for chunk in response.iter_content(64 * 1024):
                size += len(chunk)
                if size > MAX_ARCHIVE:
                    raise ValueError("archive is too large")
                out.write(chunk)


class Installer:
    def __init__(self, archive, destination=GAME_DIR):
        self.archive = archive
        self.destination = Path(destination).resolve()

    def install(self):
        with zipfile.ZipFile(self.archive) as zf:
            if sum(info.file_size for info in zf.infolist()) > MAX_UNPACKED:
                raise ValueError("archive unpacks to too much data")
            for info in zf.infolist():
                if not info.is_dir():
                    self._extract(zf, info)

    def _extract(self, zf, info):
        out_path = (self.destination / info.filename).resolve()
        if not out_path.is_relative_to(self.destination):
            raise ValueError("archive wants to write outside of the mods folder")
        out_path.parent.mkdir(parents=True, exist_ok=True)
        with zf.open(info) as source, open(out_path, "wb") as out:
            shutil.copyfileobj(source, out)
        out_path.chmod(0o644)


def main():
    parser = argparse.ArgumentParser(description="Install a mod")
    parser.add_argument("name", help="name of the mod on the mod site")
    args = parser.parse_args()
    if not MOD_NAME.fullmatch(args.name):
        parser.error("mod names are lower-case letters, digits and dashes")

    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "mod.zip"
        try:
            download(args.name, archive)
            Installer(archive).install()
        except (requests.RequestException, zipfile.BadZipFile, ValueError) as exc:
            print(f"Could not install the mod: {exc}", file=sys.stderr)
            return 1
    print("Mod installed to", GAME_DIR)
    return 0


if __name__ == "__main__":
    sys.exit(main())
