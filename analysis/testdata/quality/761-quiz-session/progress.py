import base64
import pickle


class Progress:
    def __init__(self):
        self.position = 0
        self.score = 0

    def record(self, correct):
        self.position += 1
        self.score += 10 if correct else 0

    def to_cookie(self):
        return base64.urlsafe_b64encode(pickle.dumps(self)).decode()

    @classmethod
    def from_cookie(cls, value):
        if not value:
            return cls()
        raw = base64.urlsafe_b64decode(value)
        return pickle.loads(raw)
