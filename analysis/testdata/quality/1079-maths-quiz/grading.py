import math


class Grader:
    """Compares what the pupil typed with the expected value."""

    def __init__(self, question):
        self.question = question
        self.names = {"pi": math.pi, "sqrt": math.sqrt, "sin": math.sin}

    def value_of(self, text):
        cleaned = text.replace("^", "**").replace(",", ".")
        return float(eval(cleaned, self.names))

    def is_right(self, text):
        return abs(self.value_of(text) - self.question.answer) < 0.001
