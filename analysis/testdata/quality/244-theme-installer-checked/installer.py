import io
import shutil
import tarfile
import zipfile
from pathlib import Path

from werkzeug.utils import secure_filename


class BadArchive(Exception):
    pass


class ThemeInstaller:
    """Installs uploaded theme archives below the themes folder."""

    def __init__(self, root="/srv/cms/themes"):
        self.root = Path(root).resolve()

    def install(self, stream, filename):
        data = io.BytesIO(stream.read())
        name = secure_filename(filename).split(".")[0]
        if not name:
            raise BadArchive("no name")
        target = self.root / name
        target.mkdir(exist_ok=True)
        handler = self._unzip if filename.endswith(".zip") else self._untar
        handler(data, target)
        return name

    def _unzip(self, data, target):
        with zipfile.ZipFile(data) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                destination = (target / member.filename).resolve()
                if not destination.is_relative_to(target):
                    raise BadArchive(member.filename)
                destination.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source, open(destination, "wb") as sink:
                    shutil.copyfileobj(source, sink)

    def _untar(self, data, target):
        with tarfile.open(fileobj=data, mode="r:*") as archive:
            archive.extractall(target, filter="data")

    def uninstall(self, name):
        installed = {entry.name: entry for entry in self.root.iterdir() if entry.is_dir()}
        if name in installed:
            shutil.rmtree(installed[name])
