"""Import of theme archives uploaded by administrators."""
import json
import os
import shutil
import zipfile
from pathlib import Path

THEME_DIR = Path("themes")
MAX_FILES = 200


class ThemeError(Exception):
    """Raised for invalid theme archives."""


def read_manifest(archive):
    """Read theme.json of the archive."""
    try:
        manifest = json.loads(archive.read("theme.json"))
    except KeyError:
        raise ThemeError("theme.json is missing")
    if "name" not in manifest:
        raise ThemeError("The theme has no name")
    return manifest


def import_theme(stream):
    """Unpack a theme archive and return its manifest."""
    with zipfile.ZipFile(stream) as archive:
        if len(archive.infolist()) > MAX_FILES:
            raise ThemeError("Too many files")
        manifest = read_manifest(archive)
        target_dir = THEME_DIR / manifest["name"]
        if target_dir.exists():
            shutil.rmtree(target_dir)
        for member in archive.infolist():
            if member.is_dir():
                continue
            destination = os.path.join(target_dir, member.filename)
            os.makedirs(os.path.dirname(destination), exist_ok=True)
            with archive.open(member) as source, open(destination, "wb") as target:
                shutil.copyfileobj(source, target)
    return manifest


def list_themes():
    """Return the manifests of all installed themes."""
    manifests = []
    for path in sorted(THEME_DIR.glob("*/theme.json")):
        manifests.append(json.loads(path.read_text(encoding="utf-8")))
    return manifests
