from __future__ import annotations

import os
import tarfile
import tempfile
import urllib.request

import yaml

REGISTRY = "https://themes.inkpress.dev"
MAX_ARCHIVE = 50 * 1024 * 1024


class InstallError(Exception):
    pass


class ThemeInstaller:
    """Downloads a community theme and unpacks it into the site's folder."""

    def __init__(self, site_dir: str):
        self.themes_dir = os.path.join(site_dir, "themes")

    def download(self, name: str, version: str) -> str:
        url = f"{REGISTRY}/{name}/{version}.tar.gz"
        handle, path = tempfile.mkstemp(suffix=".tar.gz")
        size = 0
        with urllib.request.urlopen(url, timeout=20) as response, os.fdopen(handle, "wb") as out:
            while chunk := response.read(64 * 1024):
                size += len(chunk)
                if size > MAX_ARCHIVE:
                    raise InstallError("the theme is too large")
                out.write(chunk)
        return path

    def unpack(self, archive: str, slug: str) -> str:
        target = os.path.join(self.themes_dir, slug)
        os.makedirs(target, exist_ok=True)
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
        return target

    def read_manifest(self, target: str) -> dict:
        with open(os.path.join(target, "theme.yaml"), encoding="utf-8") as handle:
            return yaml.safe_load(handle)
