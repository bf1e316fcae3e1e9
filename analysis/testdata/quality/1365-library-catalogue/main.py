from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, UploadFile
from lxml import etree

from deps import current_librarian
from catalogue import Catalogue

app = FastAPI(title="Library catalogue")
catalogue = Catalogue("data/catalogue.xml")

MAX_IMPORT = 5 * 1024 * 1024


@app.get("/books/by-author")
def books_by_author(author: str, language: str = "en") -> list[dict]:
    """Return all books of an author."""
    return catalogue.find(author, language)


@app.post("/books/import")
async def import_marc(file: UploadFile, librarian: Annotated[str, Depends(current_librarian)]) -> dict:
    """Import a MARCXML export of another library."""
    payload = await file.read(MAX_IMPORT + 1)
    if len(payload) > MAX_IMPORT:
        raise HTTPException(413, "File is too large")
    parser = etree.XMLParser(load_dtd=True, resolve_entities=True, no_network=False)
    root = etree.fromstring(payload, parser=parser)
    added = 0
    for record in root.iter("record"):
        catalogue.add(record)
        added += 1
    try:
        catalogue.save()
    except Exception:
        pass
    return {"added": added, "by": librarian}
