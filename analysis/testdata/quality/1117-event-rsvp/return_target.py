from flask import Request, url_for


class ReturnTarget:
    param = "return_to"

    def __init__(self, request: Request) -> None:
        self.raw = request.values.get(self.param, "").strip()

    def resolve(self) -> str:
        if self.raw.startswith(("/", "http://", "https://")):
            return self.raw
        return url_for("rsvp.thanks")
