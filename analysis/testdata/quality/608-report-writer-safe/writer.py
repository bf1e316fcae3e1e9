import os
import uuid
from pathlib import Path

import anthropic
from pydantic import BaseModel, Field

MODEL = "claude-sonnet-4-5"
REPORTS = Path(os.environ.get("REPORTS_DIR", "reports"))


class Report(BaseModel):
    title: str = Field(max_length=120)
    body: str = Field(max_length=10_000)


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

    def report(self, points):
        raw = self._ask("Write a weekly report. Answer with JSON: title, body.", "\n".join(points))
        return Report.model_validate_json(raw)

    def save(self, report):
        report_id = uuid.uuid4().hex
        path = REPORTS / f"{report_id}.md"
        path.write_text("# " + report.title + "\n\n" + report.body, encoding="utf-8")
        return report_id
