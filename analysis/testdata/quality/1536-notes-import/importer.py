"""Imports a ZIP of Markdown notes without trusting anything in it."""
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

MAX_FILES = 500
MAX_FILE = 1024 * 1024
MAX_TOTAL = 50 * 1024 * 1024
SUFFIXES = {".md", ".txt"}


class ImportRefused(ValueError):
    pass


def checked_members(archive):
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > MAX_FILES:
        raise ImportRefused("too many files")
    if sum(info.file_size for info in members) > MAX_TOTAL:
        raise ImportRefused("too large when unpacked")
    for info in members:
        name = PurePosixPath(info.filename)
        if name.is_absolute() or ".." in name.parts or "\\" in info.filename:
            raise ImportRefused("a file name points outside of the archive")
        if name.suffix.lower() in SUFFIXES and info.file_size <= MAX_FILE:
            yield info, name


def copy_bounded(source, target, limit):
    while chunk := source.read(64 * 1024):
        limit -= len(chunk)
        if limit < 0:
            raise ImportRefused("a file is larger than announced")
        target.write(chunk)


def import_notes(stream, home: Path) -> int:
    home = home.resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".import-", dir=home))
    count = 0
    try:
        with zipfile.ZipFile(stream) as archive:
            for info, name in checked_members(archive):
                target = (staging / name).resolve()
                if not target.is_relative_to(staging):
                    raise ImportRefused("a file name points outside of the archive")
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(info) as source, target.open("xb") as out:
                    copy_bounded(source, out, MAX_FILE)
                count += 1
        shutil.copytree(staging, home / "notes", dirs_exist_ok=True)
    except (zipfile.BadZipFile, FileExistsError, RuntimeError) as exc:
        raise ImportRefused("not a usable archive") from exc
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return count
