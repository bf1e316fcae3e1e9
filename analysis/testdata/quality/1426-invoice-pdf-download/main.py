"""Download an invoice PDF that the billing job wrote to the shared volume."""
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import FileResponse
from sqlalchemy import select

from deps import DB, Settings, User, get_settings, get_user
from models import Invoice

app = FastAPI()


class InvoiceFiles:
    """Resolves stored relative paths below the invoice root."""

    def __init__(self, settings: Annotated[Settings, Depends(get_settings)]) -> None:
        self.root = settings.invoice_root.resolve(strict=True)

    def locate(self, relative: str) -> Path:
        candidate = self.root.joinpath(relative).resolve()
        try:
            candidate.relative_to(self.root)
        except ValueError:
            raise HTTPException(404, "Invoice not found") from None
        if candidate.suffix.lower() != ".pdf" or not candidate.is_file():
            raise HTTPException(404, "Invoice not found")
        return candidate


async def invoice_of_customer(
    invoice_id: int, db: DB, user: Annotated[User, Depends(get_user)]
) -> Invoice:
    invoice = (
        await db.execute(
            select(Invoice).filter_by(id=invoice_id, customer_id=user.customer_id, void=False)
        )
    ).scalar_one_or_none()
    if invoice is None:
        raise HTTPException(404, "Invoice not found")
    return invoice


@app.get("/invoices/{invoice_id}/pdf", response_class=FileResponse)
async def download(
    invoice: Annotated[Invoice, Depends(invoice_of_customer)],
    files: Annotated[InvoiceFiles, Depends()],
) -> FileResponse:
    return FileResponse(
        files.locate(invoice.file_path),
        media_type="application/pdf",
        filename=f"invoice-{invoice.id}.pdf",
        headers={"Cache-Control": "private, no-store"},
    )
