"""Asks Claude how to answer a question about the harvest table."""
import re

import anthropic

client = anthropic.Anthropic(timeout=40)
MODEL = "claude-sonnet-4-5"

PROMPT = """You get a pandas DataFrame `df` with columns: {columns}.
Write Python that sets `result` to the answer. Only code, in one block."""


class Planner:
    def __init__(self, columns):
        self.columns = list(columns)

    def ask(self, question):
        reply = client.messages.create(
            model=MODEL,
            max_tokens=600,
            system=PROMPT.format(columns=", ".join(self.columns)),
            messages=[{"role": "user", "content": question}],
        )
        return self._extract(reply.content[0].text)

    def _extract(self, text):
        found = re.search(r"```(?:python)?\n(.*?)```", text, re.S)
        return found.group(1) if found else text
