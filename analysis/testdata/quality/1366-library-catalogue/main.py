from typing import Annotated

from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException
from fastapi import Depends, FastAPI, HTTPException, Query, UploadFile

from deps import current_librarian
from catalogue import Catalogue

app = FastAPI(title="Library catalogue")
catalogue = Catalogue("data/catalogue.xml")

MAX_IMPORT = 5 * 1024 * 1024


@app.get("/books/by-author")
def books_by_author(author: Annotated[str, Query(max_length=100)], language: str = "en") -> list[dict]:
    """Return the books of an author."""
    return catalogue.find(author, language)


@app.post("/books/import")
async def import_marc(file: UploadFile, librarian: Annotated[str, Depends(current_librarian)]) -> dict:
    """Import a MARCXML export of another library."""
    payload = await file.read(MAX_IMPORT + 1)
    if len(payload) > MAX_IMPORT:
        raise HTTPException(413, "File is too large")
    try:
        root = SafeET.fromstring(payload)
    except (SafeET.ParseError, DefusedXmlException):
        raise HTTPException(422, "Not a valid MARCXML file")
    added = 0
    for record in root.iter("record"):
        catalogue.add(record)
        added += 1
    catalogue.save()
    return {"added": added, "by": librarian}
