from dataclasses import dataclass, field

from sqlalchemy import bindparam, text

LIGHT = {"sun": "full_sun", "half": "half_shade", "shade": "shade"}


@dataclass
class Criteria:
    words: list = field(default_factory=list)
    light: str = ""
    zone: int = 0
    beds: list = field(default_factory=list)

    @classmethod
    def from_args(cls, args):
        return cls(
            words=[w for w in args.get("q", "").lower().split() if len(w) > 2][:6],
            light=LIGHT.get(args.get("light", ""), ""),
            zone=args.get("zone", default=0, type=int),
            beds=args.getlist("bed"),
        )

    def statement(self):
        parts, values = [], {}
        for number, word in enumerate(self.words):
            parts.append(f"(LOWER(latin) LIKE :w{number} OR LOWER(common) LIKE :w{number})")
            values[f"w{number}"] = f"%{word}%"
        if self.zone:
            parts.append(f"hardiness <= {self.zone}")
        if self.light:
            parts.append(f"light = '{self.light}'")
        if self.beds:
            parts.append("bed IN :beds")
            values["beds"] = self.beds
        where = " AND ".join(parts) or "1 = 1"
        query = text(f"SELECT id, latin, common, light FROM plants WHERE {where} ORDER BY latin LIMIT 60")
        if self.beds:
            query = query.bindparams(bindparam("beds", expanding=True))
        return query, values
