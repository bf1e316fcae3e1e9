import os


class DocumentLibrary:
    def __init__(self, root: str):
        self.root = os.path.realpath(root)

    def names(self) -> list[str]:
        found = []
        for folder, _dirs, files in os.walk(self.root):
            found += [os.path.relpath(os.path.join(folder, f), self.root) for f in files]
        return sorted(found)

    def locate(self, relative: str) -> str | None:
        candidate = os.path.realpath(os.path.join(self.root, relative))
        if not candidate.startswith(self.root):
            return None
        return candidate

    def write_note(self, filename: str, text: str) -> None:
        with open(os.path.join(self.root, "notes", filename), "w", encoding="utf-8") as fh:
            fh.write(text)
