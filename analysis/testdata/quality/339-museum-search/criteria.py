from dataclasses import dataclass, field


@dataclass
class Criteria:
    words: list = field(default_factory=list)
    period: str = ""
    room: int = 0

    @classmethod
    def from_args(cls, args):
        return cls(
            words=[w for w in args.get("q", "").lower().split() if len(w) > 2],
            period=args.get("period", "").strip(),
            room=args.get("room", default=0, type=int),
        )

    def conditions(self):
        for word in self.words:
            yield f"(LOWER(title) LIKE '%{word}%' OR LOWER(artist) LIKE '%{word}%')"
        if self.room:
            yield f"room = {self.room}"
        if self.period:
            yield "period = :period"

    def bound(self):
        return {"period": self.period} if self.period else {}
