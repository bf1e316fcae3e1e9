"""Invoices as PDF, rendered by wkhtmltopdf."""
import enum
import os
import shlex
import subprocess
from dataclasses import dataclass, field
from html import escape

from fastapi import Depends, FastAPI, HTTPException, Query, Response
from pydantic import BaseModel

from deps import current_user_id

app = FastAPI()


class PageSize(str, enum.Enum):
    a4 = "A4"
    letter = "Letter"


class Line(BaseModel):
    text: str
    amount: float


class InvoiceIn(BaseModel):
    number: int
    customer: str
    lines: list[Line]


@dataclass
class Wkhtmltopdf:
    size: PageSize = PageSize.a4
    title: str = "Invoice"
    extra: list[str] = field(default_factory=lambda: shlex.split(os.environ.get("WKHTMLTOPDF_FLAGS", "")))

    def command(self) -> list[str]:
        return [
            "wkhtmltopdf",
            "--quiet",
            "--disable-local-file-access",
            "--page-size", self.size.value,
            "--title", self.title,
            *self.extra,
            "-", "-",
        ]

    def render(self, html: str) -> bytes:
        proc = subprocess.run(self.command(), input=html.encode(), capture_output=True, timeout=30)
        if proc.returncode:
            raise RuntimeError("wkhtmltopdf failed")
        return proc.stdout


def build_html(invoice: InvoiceIn) -> str:
    rows = "".join(
        f"<tr><td>{escape(line.text)}</td><td>{line.amount:.2f}</td></tr>" for line in invoice.lines
    )
    total = sum(line.amount for line in invoice.lines)
    return (
        f"<html><body><h1>Invoice {invoice.number}</h1><p>{escape(invoice.customer)}</p>"
        f"<table>{rows}</table><p>Total: {total:.2f}</p></body></html>"
    )


@app.post("/invoices/pdf")
def invoice_pdf(
    invoice: InvoiceIn,
    title: str = "Invoice",
    size: PageSize = Query(PageSize.a4),
    user_id: int = Depends(current_user_id),
):
    try:
        pdf = Wkhtmltopdf(size=size, title=title).render(build_html(invoice))
    except (RuntimeError, subprocess.TimeoutExpired):
        raise HTTPException(status_code=500, detail="PDF could not be rendered")
    headers = {"Content-Disposition": f'attachment; filename="invoice-{invoice.number}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)
