"""Careful extraction of uploaded theme archives."""
import shutil
import stat
import zipfile
from pathlib import Path

MAX_FILES = 300
MAX_TOTAL = 30 * 1024 * 1024
SUFFIXES = {".css", ".svg", ".png", ".woff2", ".json"}


class BadArchive(ValueError):
    pass


def _target_for(info: zipfile.ZipInfo, root: Path) -> Path:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BadArchive("links are not allowed")
    target = (root / info.filename).resolve()
    if not target.is_relative_to(root):
        raise BadArchive("entry leaves the theme folder")
    if target.suffix.lower() not in SUFFIXES:
        raise BadArchive("file type is not allowed")
    return target


def unpack(fileobj, destination: Path) -> int:
    root = destination.resolve()
    budget = MAX_TOTAL
    with zipfile.ZipFile(fileobj) as archive:
        entries = [i for i in archive.infolist() if not i.is_dir()]
        if len(entries) > MAX_FILES:
            raise BadArchive("too many files")
        # Look at every entry before the first byte is written.
        planned = [(info, _target_for(info, root)) for info in entries]
        if sum(info.file_size for info in entries) > MAX_TOTAL:
            raise BadArchive("archive is too large")
        for info, target in planned:
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as src, target.open("wb") as dst:
                while chunk := src.read(64 * 1024):
                    budget -= len(chunk)
                    if budget < 0:
                        raise BadArchive("archive is too large")
                    dst.write(chunk)
    return len(planned)


def discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
