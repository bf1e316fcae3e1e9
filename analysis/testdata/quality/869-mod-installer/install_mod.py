#!/usr/bin/env python3
"""Download and install a mod archive into the game folder.

Usage: install_mod.py https://mods.example.net/forest.zip
"""
import argparse
import os
import shutil
import tarfile
import zipfile

import requests

GAME_DIR = os.path.expanduser("~/games/voxelcraft/mods")


def download(url, target):
    print("Downloading", url)
    with requests.get(url, timeout=30, stream=True) as response:
        response.raise_for_status()
        with open(target, "wb") as out:
            for chunk in response.iter_content(64 * 1024):
                out.write(chunk)
    return target


class Installer:
    def __init__(self, archive, destination=GAME_DIR):
        self.archive = archive
        self.destination = destination

    def install(self):
        if zipfile.is_zipfile(self.archive):
            self._unzip()
        else:
            with tarfile.open(self.archive) as tar:
                tar.extractall(self.destination)
        for root, _dirs, files in os.walk(self.destination):
            for name in files:
                os.chmod(os.path.join(root, name), 0o777)

    def _unzip(self):
        with zipfile.ZipFile(self.archive) as zf:
            for info in zf.infolist():
                if info.is_dir():
                    continue
                out_path = os.path.join(self.destination, info.filename)
                os.makedirs(os.path.dirname(out_path), exist_ok=True)
                with zf.open(info) as source, open(out_path, "wb") as out:
                    shutil.copyfileobj(source, out)


def main():
    parser = argparse.ArgumentParser(description="Install a mod")
    parser.add_argument("url")
    args = parser.parse_args()

    temp = "/tmp/mod_download.zip"
    download(args.url, temp)
    Installer(temp).install()
    print("Mod installed to", GAME_DIR)


if __name__ == "__main__":
    main()
