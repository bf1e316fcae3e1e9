from pathlib import Path


class ForbiddenPath(Exception):
    """The path leads out of the user's folder."""


class Storage:
    """Files of one user below a common root."""

    def __init__(self, root, user_id):
        self.base = (Path(root) / str(user_id)).resolve()
        self.base.mkdir(parents=True, exist_ok=True)

    def path(self, name):
        candidate = (self.base / name).resolve()
        if not candidate.is_relative_to(self.base):
            raise ForbiddenPath
        return candidate

    def list(self, folder):
        return sorted(p.name for p in self.path(folder).iterdir())

    def write_text(self, name, text):
        target = self.path(name)
        with target.open("w", encoding="utf-8") as f:
            f.write(text)
        target.chmod(0o640)

    def delete(self, name):
        self.path(name).unlink(missing_ok=True)
