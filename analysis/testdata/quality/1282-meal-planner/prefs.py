"""The visitor's kitchen preferences travel in a signed cookie, so no account is needed."""
from dataclasses import asdict, dataclass, field

from django.core import signing

COOKIE = "kitchen"
SALT = "planner.kitchen"


@dataclass
class KitchenPrefs:
    servings: int = 2
    vegetarian: bool = False
    dislikes: list = field(default_factory=list)

    def to_cookie(self):
        return signing.dumps(asdict(self), salt=SALT)

    @classmethod
    def from_cookie(cls, raw):
        if not raw:
            return cls()
        try:
            values = signing.loads(raw, salt=SALT)
        except signing.BadSignature:
            return cls()
        return cls(
            servings=int(values.get("servings", 2)),
            vegetarian=bool(values.get("vegetarian")),
            dislikes=[str(name) for name in values.get("dislikes", [])][:20],
        )
