import os

import anthropic

MODEL = "claude-sonnet-4-5"
REPORTS = os.environ.get("REPORTS_DIR", "reports")


class ReportWriter:
    def __init__(self):
        self.client = anthropic.Anthropic(timeout=60.0)

    def _ask(self, system, content):
        reply = self.client.messages.create(
            model=MODEL,
            max_tokens=2000,
            system=system,
            messages=[{"role": "user", "content": content}],
        )
        return reply.content[0].text

    def article(self, points):
        return self._ask("Write a short weekly report as an HTML fragment.", "\n".join(points))

    def as_json(self, points):
        return self._ask(
            "Write a weekly report. Answer with JSON: filename, title, body.",
            "\n".join(points),
        )

    def expression(self, question):
        return self._ask("Answer with one Python arithmetic expression.", question)

    def save(self, report):
        path = os.path.join(REPORTS, report["filename"])
        with open(path, "w", encoding="utf-8") as f:
            f.write("# " + report["title"] + "\n\n" + report["body"])
        return path
