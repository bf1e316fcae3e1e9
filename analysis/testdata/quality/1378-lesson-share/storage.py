import uuid
from pathlib import Path

MAX_SIZE = 5 * 1024 * 1024


class BadFile(Exception):
    pass


class Storage:
    def __init__(self, root):
        self.root = Path(root).resolve()

    def names(self):
        return sorted(p.name for p in self.root.glob("*.pdf"))

    def put(self, client_name, body):
        if not client_name.lower().endswith(".pdf") or not body.startswith(b"%PDF-"):
            raise BadFile("not a PDF")
        if len(body) > MAX_SIZE:
            raise BadFile("too large")
        target = self.root / f"{uuid.uuid4().hex}.pdf"
        with target.open("xb") as fh:
            fh.write(body)

    def find(self, name):
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root) or path.suffix != ".pdf" or not path.is_file():
            raise BadFile("no such file")
        return path
