import re

# words separated by single spaces, used for nicknames
NICKNAME = re.compile(r"^([a-zA-Z0-9]+[ _]?)+$")


class RuleSet:
    def __init__(self) -> None:
        self.patterns: dict[str, list[str]] = {}

    def add(self, room: str, pattern: str) -> None:
        self.patterns.setdefault(room, []).append(pattern)

    def blocked(self, room: str, message: str) -> bool:
        for pattern in self.patterns.get(room, []):
            if re.search(pattern, message, re.IGNORECASE):
                return True
        return False


def valid_nickname(name: str) -> bool:
    return bool(NICKNAME.match(name))
