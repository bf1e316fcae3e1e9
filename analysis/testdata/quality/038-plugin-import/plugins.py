"""Import of plugin archives with checks on every member."""
import json
import re
import shutil
import zipfile
from pathlib import Path, PurePosixPath

PLUGIN_DIR = Path("plugins").resolve()
NAME_PATTERN = re.compile(r"^[a-z][a-z0-9_-]{1,40}$")
ALLOWED_SUFFIXES = {".json", ".css", ".html", ".png"}


class PluginError(Exception):
    """Raised for invalid plugin archives."""


def read_manifest(archive):
    """Read plugin.json and validate the name."""
    manifest = json.loads(archive.read("plugin.json"))
    name = manifest.get("name", "")
    if not NAME_PATTERN.match(name):
        raise PluginError("Invalid plugin name")
    return manifest


def safe_destination(root: Path, member_name: str) -> Path:
    """Return where a member is unpacked, refusing to leave the root."""
    destination = (root / member_name).resolve()
    if not destination.is_relative_to(root):
        raise PluginError(f"Illegal path in archive: {member_name}")
    if PurePosixPath(member_name).suffix not in ALLOWED_SUFFIXES:
        raise PluginError(f"File type not allowed: {member_name}")
    return destination


def import_plugin(stream):
    """Unpack a plugin archive and return its manifest."""
    with zipfile.ZipFile(stream) as archive:
        manifest = read_manifest(archive)
        root = PLUGIN_DIR / manifest["name"]
        for member in archive.infolist():
            if member.is_dir():
                continue
            destination = safe_destination(root, member.filename)
            destination.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(destination, "wb") as target:
                shutil.copyfileobj(source, target)
    return manifest


def remove_plugin(name: str) -> bool:
    """Remove an installed plugin, chosen among those present."""
    installed = {p.name: p for p in PLUGIN_DIR.iterdir() if p.is_dir()}
    if name not in installed:
        return False
    shutil.rmtree(installed[name])
    return True
