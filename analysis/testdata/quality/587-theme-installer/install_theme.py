#!/usr/bin/env python3
"""Download a theme archive and unpack it into the themes folder.

    ./install_theme.py https://themes.lumencms.org/aurora.zip
"""
import argparse
import os
import shutil
import tarfile
import tempfile
import zipfile

import requests

THEMES_DIR = os.path.expanduser("~/.lumen/themes")


class Installer:
    def __init__(self, target):
        self.target = target
        os.makedirs(target, exist_ok=True)

    def download(self, url):
        suffix = ".zip" if url.endswith(".zip") else ".tar.gz"
        path = tempfile.mktemp(suffix=suffix)
        with requests.get(url, stream=True, timeout=30) as response:
            response.raise_for_status()
            with open(path, "wb") as f:
                shutil.copyfileobj(response.raw, f)
        return path

    def unpack_zip(self, path):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                destination = os.path.join(self.target, info.filename)
                if info.is_dir():
                    os.makedirs(destination, exist_ok=True)
                    continue
                os.makedirs(os.path.dirname(destination), exist_ok=True)
                with archive.open(info) as source, open(destination, "wb") as out:
                    shutil.copyfileobj(source, out)

    def unpack_tar(self, path):
        archive = tarfile.open(path, "r:gz")
        archive.extractall(self.target, filter="fully_trusted")
        archive.close()

    def install(self, url):
        path = self.download(url)
        try:
            if path.endswith(".zip"):
                self.unpack_zip(path)
            else:
                self.unpack_tar(path)
        finally:
            os.unlink(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--target", default=THEMES_DIR)
    args = parser.parse_args()
    Installer(args.target).install(args.url)
    print("Theme installed")


if __name__ == "__main__":
    main()
