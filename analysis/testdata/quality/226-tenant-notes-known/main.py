import html
import os
from pathlib import Path

import asyncpg
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from pydantic import BaseModel

from tenancy import TenantMiddleware, UnknownTenant, folder, schema

app = FastAPI(title="Notes")
app.add_middleware(TenantMiddleware)
UPLOADS = "/srv/uploads"


class NoteIn(BaseModel):
    title: str
    body: str


@app.exception_handler(UnknownTenant)
async def unknown_tenant(request: Request, exc: UnknownTenant):
    return JSONResponse({"detail": "unknown tenant"}, status_code=404)


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


@app.get("/notes/{note_id:int}/preview")
async def preview(note_id: int, conn=Depends(connection)):
    row = await conn.fetchrow("SELECT title, body FROM notes WHERE id = $1", note_id)
    if row is None:
        raise HTTPException(404)
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in row["body"].splitlines())
    return HTMLResponse("<h2>%s</h2>%s" % (html.escape(row["title"]), paragraphs))


@app.get("/notes/count")
async def count_notes(author: str = "", since: str = "", conn=Depends(connection)):
    clauses, values = ["deleted = false"], []
    for column, value in (("author", author), ("created_at::date", since)):
        if value:
            values.append(value)
            clauses.append(f"{column} = ${len(values)}")
    return {"count": await conn.fetchval("SELECT count(*) FROM notes WHERE " + " AND ".join(clauses), *values)}


@app.get("/files/{file_id}")
async def attachment(file_id: int, x_tenant: str = Header("public")):
    path = Path(UPLOADS, folder(x_tenant), f"{file_id}.bin")
    if not path.exists():
        raise HTTPException(404)
    return FileResponse(path)
