import io
import os
import shutil
import tarfile
import zipfile
from datetime import datetime


class ThemeInstaller:
    """Installs uploaded theme archives below the themes folder."""

    def __init__(self, root="/srv/cms/themes"):
        self.root = root
        self.log = []

    def install(self, stream, filename):
        data = io.BytesIO(stream.read())
        name, _ = os.path.splitext(os.path.basename(filename))
        target = os.path.join(self.root, name)
        os.makedirs(target, exist_ok=True)
        if filename.endswith(".zip"):
            self._unzip(data, target)
        else:
            self._untar(data, target)
        self.log.append((datetime.utcnow(), name))
        return name

    def _unzip(self, data, target):
        with zipfile.ZipFile(data) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                destination = os.path.join(target, member.filename)
                os.makedirs(os.path.dirname(destination), exist_ok=True)
                with archive.open(member) as source, open(destination, "wb") as sink:
                    shutil.copyfileobj(source, sink)

    def _untar(self, data, target):
        with tarfile.open(fileobj=data, mode="r:*") as archive:
            archive.extractall(target)

    def uninstall(self, name):
        shutil.rmtree(os.path.join(self.root, os.path.basename(name)))
