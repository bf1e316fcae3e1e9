import os
from pathlib import Path

import asyncpg
from fastapi import Depends, FastAPI, Header, HTTPException
from fastapi.responses import FileResponse, HTMLResponse
from pydantic import BaseModel

from tenancy import TenantMiddleware, schema

app = FastAPI(title="Notes")
app.add_middleware(TenantMiddleware)
UPLOADS = "/srv/uploads"


class NoteIn(BaseModel):
    title: str
    body: str


async def connection():
    conn = await asyncpg.connect(os.environ["DATABASE_URL"])
    try:
        await conn.execute(f"SET search_path TO {schema()}")
        yield conn
    finally:
        await conn.close()


@app.get("/notes")
async def list_notes(q: str = "", conn=Depends(connection)):
    rows = await conn.fetch("SELECT id, title FROM notes WHERE title ILIKE $1", f"%{q}%")
    return [{"id": row["id"], "title": row["title"]} for row in rows]


@app.post("/notes", status_code=201)
async def add_note(note: NoteIn, conn=Depends(connection)):
    note_id = await conn.fetchval(
        "INSERT INTO notes (title, body) VALUES ($1, $2) RETURNING id", note.title, note.body
    )
    return {"id": note_id}


@app.get("/notes/{note_id:int}/preview")
async def preview(note_id: int, conn=Depends(connection)):
    row = await conn.fetchrow("SELECT title, body FROM notes WHERE id = $1", note_id)
    if row is None:
        raise HTTPException(404)
    paragraphs = "".join(f"<p>{line}</p>" for line in row["body"].splitlines())
    return HTMLResponse("<h2>%s</h2>%s" % (row["title"], paragraphs))


@app.get("/notes/count")
async def count_notes(author: str, conn=Depends(connection)):
    clause = " AND ".join(["deleted = false", f"author = '{author}'"])
    return {"count": await conn.fetchval(f"SELECT count(*) FROM notes WHERE {clause}")}


@app.get("/files/{file_id}")
async def attachment(file_id: int, x_tenant: str = Header("public")):
    path = Path(UPLOADS, x_tenant, f"{file_id}.bin")
    if not path.exists():
        raise HTTPException(404)
    return FileResponse(path)
