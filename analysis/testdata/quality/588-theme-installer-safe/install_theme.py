#!/usr/bin/env python3
"""Download a theme archive and unpack it into the themes folder.

    ./install_theme.py aurora
"""
import argparse
import shutil
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import requests

THEMES_DIR = Path.home() / ".lumen" / "themes"
CATALOGUE = "https://themes.lumencms.org/download/"
THEMES = {"aurora": "aurora.zip", "granite": "granite.zip", "meadow": "meadow.tar.gz"}
MAX_BYTES = 50 * 1024 * 1024


class Installer:
    def __init__(self, target: Path):
        self.target = target.resolve()
        self.target.mkdir(parents=True, exist_ok=True)

    def download(self, filename, out):
        written = 0
        with requests.get(CATALOGUE + filename, stream=True, timeout=30) as response:
            response.raise_for_status()
            for chunk in response.iter_content(64 * 1024):
                written += len(chunk)
                if written > MAX_BYTES:
                    raise RuntimeError("archive too large")
                out.write(chunk)
        out.seek(0)

    def destination(self, name):
        path = (self.target / name).resolve()
        if not path.is_relative_to(self.target):
            raise RuntimeError("archive entry outside the themes folder")
        return path

    def unpack_zip(self, file):
        with zipfile.ZipFile(file) as archive:
            if sum(i.file_size for i in archive.infolist()) > 4 * MAX_BYTES:
                raise RuntimeError("archive unpacks to too much")
            for info in archive.infolist():
                path = self.destination(info.filename)
                if info.is_dir():
                    path.mkdir(parents=True, exist_ok=True)
                    continue
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(info) as source, path.open("wb") as out:
                    shutil.copyfileobj(source, out)

    def unpack_tar(self, file):
        with tarfile.open(fileobj=file, mode="r:gz") as archive:
            archive.extractall(self.target, filter="data")

    def install(self, filename):
        with tempfile.TemporaryFile() as file:
            self.download(filename, file)
            if filename.endswith(".zip"):
                self.unpack_zip(file)
            else:
                self.unpack_tar(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("theme", choices=sorted(THEMES))
    args = parser.parse_args()
    try:
        Installer(THEMES_DIR).install(THEMES[args.theme])
    except (requests.RequestException, RuntimeError) as exc:
        sys.exit(f"Could not install the theme: {exc}")
    print("Theme installed")


if __name__ == "__main__":
    main()
