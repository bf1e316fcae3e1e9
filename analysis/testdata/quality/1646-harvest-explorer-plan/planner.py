"""Asks Claude how to answer a question about the harvest table."""
import json

import anthropic

client = anthropic.Anthropic(timeout=40)
MODEL = "claude-sonnet-4-5"

PROMPT = """A table has the columns: {columns}.
Answer with JSON only: {{"group_by": column, "measure": column, "how": "sum" | "mean" | "max"}}."""


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
        plan = json.loads(text)
        if plan.get("group_by") not in self.columns or plan.get("measure") not in self.columns:
            raise ValueError("plan names an unknown column")
        if plan.get("how") not in ("sum", "mean", "max"):
            raise ValueError("plan names an unknown operation")
        return plan
