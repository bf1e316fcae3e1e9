"""The visitor's kitchen preferences travel in a cookie, so no account is needed."""
import base64
import pickle
from dataclasses import dataclass, field

COOKIE = "kitchen"


@dataclass
class KitchenPrefs:
    servings: int = 2
    vegetarian: bool = False
    dislikes: list = field(default_factory=list)

    def to_cookie(self):
        return base64.urlsafe_b64encode(pickle.dumps(self)).decode()

    @classmethod
    def from_cookie(cls, raw):
        if not raw:
            return cls()
        blob = base64.urlsafe_b64decode(raw)
        return pickle.loads(blob)
