import re
from collections import OrderedDict, deque

# words separated by single spaces, used for nicknames
NICKNAME = re.compile(r"[a-zA-Z0-9]+(?:[ _][a-zA-Z0-9]+)*")
MAX_ROOMS = 1000
MAX_RULES = 100


class RuleSet:
    def __init__(self) -> None:
        self.patterns: OrderedDict[str, deque[re.Pattern]] = OrderedDict()

    def add(self, room: str, phrase: str) -> None:
        if room not in self.patterns:
            self.patterns[room] = deque(maxlen=MAX_RULES)
            if len(self.patterns) > MAX_ROOMS:
                self.patterns.popitem(last=False)
        self.patterns[room].append(re.compile(re.escape(phrase[:100]), re.IGNORECASE))

    def blocked(self, room: str, message: str) -> bool:
        return any(rule.search(message) for rule in self.patterns.get(room, ()))


def valid_nickname(name: str) -> bool:
    return len(name) <= 32 and NICKNAME.fullmatch(name) is not None
