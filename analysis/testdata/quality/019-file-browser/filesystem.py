"""File operations used by the file browser."""
import os


class FileService:
    """Lists, reads and deletes files below a root directory."""

    def __init__(self, root):
        self.root = os.path.abspath(root)

    def _full_path(self, relative):
        """Return the absolute path for a path relative to the root."""
        return os.path.normpath(os.path.join(self.root, relative.lstrip("/")))

    def list(self, relative):
        """List the entries of a directory."""
        directory = self._full_path(relative)
        entries = []
        for entry in os.scandir(directory):
            info = entry.stat()
            entries.append(
                {
                    "name": entry.name,
                    "type": "dir" if entry.is_dir() else "file",
                    "size": info.st_size,
                    "modified": info.st_mtime,
                }
            )
        return sorted(entries, key=lambda e: (e["type"], e["name"].lower()))

    def read(self, relative):
        """Read a text file."""
        with open(self._full_path(relative), encoding="utf-8") as fh:
            return fh.read()

    def delete(self, relative):
        """Delete a file."""
        target = self._full_path(relative)
        if os.path.isfile(target):
            os.remove(target)
