from __future__ import annotations

import os
import tarfile
import tempfile
import urllib.request

import yaml

REGISTRY = "https://themes.inkpress.dev"


class ThemeInstaller:
    """Downloads a community theme and unpacks it into the site's folder."""

    def __init__(self, site_dir: str):
        self.themes_dir = os.path.join(site_dir, "themes")

    def download(self, name: str, version: str) -> str:
        url = f"{REGISTRY}/{name}/{version}.tar.gz"
        handle, path = tempfile.mkstemp(suffix=".tar.gz")
        with urllib.request.urlopen(url) as response, os.fdopen(handle, "wb") as out:
            while chunk := response.read(64 * 1024):
                out.write(chunk)
        return path

    def unpack(self, archive: str, slug: str) -> str:
        target = os.path.join(self.themes_dir, slug)
        if not os.path.exists(target):
            os.makedirs(target)
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                tar.extract(member, target)
        return target

    def read_manifest(self, target: str) -> dict:
        with open(os.path.join(target, "theme.yaml"), encoding="utf-8") as handle:
            return yaml.load(handle, Loader=yaml.UnsafeLoader)
