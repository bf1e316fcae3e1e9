from urllib.parse import urlsplit

from flask import Request, url_for


class ReturnTarget:
    param = "return_to"

    def __init__(self, request: Request) -> None:
        self.raw = request.values.get(self.param, "").strip()

    def _is_local(self) -> bool:
        if not self.raw.startswith("/") or self.raw.startswith("//"):
            return False
        if "\\" in self.raw or any(ord(ch) < 32 for ch in self.raw):
            return False
        parts = urlsplit(self.raw)
        return not parts.scheme and not parts.netloc

    def resolve(self) -> str:
        return self.raw if self._is_local() else url_for("rsvp.thanks")
