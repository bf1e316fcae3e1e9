import os


class Storage:
    def __init__(self, root):
        self.root = root

    def names(self):
        return sorted(os.listdir(self.root))

    def _path(self, name):
        return os.path.join(self.root, name)

    def put(self, name, body):
        path = self._path(name)
        if os.path.exists(path):
            stem, ext = os.path.splitext(path)
            path = stem + "_new" + ext
        with open(path, "wb") as fh:
            fh.write(body)

    def chunks(self, name):
        with open(self._path(name), "rb") as fh:
            while chunk := fh.read(64 * 1024):
                yield chunk
