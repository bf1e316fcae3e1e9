"""Import leads from a CSV file."""
import csv
import io
import logging
import os

import asyncpg
from fastapi import APIRouter, Depends, File, Form, UploadFile
from fastapi.responses import JSONResponse

from guard import current_org

router = APIRouter()
log = logging.getLogger("leads")

UPLOAD_DIR = "/var/data/imports"


async def insert_rows(table: str, rows):
    conn = await asyncpg.connect(os.environ["DATABASE_URL"], timeout=5, command_timeout=30)
    try:
        for row in rows:
            columns = ", ".join(row.keys())
            marks = ", ".join(f"${i}" for i in range(1, len(row) + 1))
            await conn.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", *row.values())
    finally:
        await conn.close()


@router.post("/leads/import")
async def import_leads(
    file: UploadFile = File(...),
    target: str = Form("leads"),
    org: str = Depends(current_org),
):
    raw = await file.read()
    archive = f"{UPLOAD_DIR}/{org}-{file.filename}"
    with open(archive, "wb") as fh:
        fh.write(raw)

    log.info("import of " + file.filename + " started")
    try:
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
        await insert_rows(target, rows)
    except (ValueError, asyncpg.PostgresError):
        log.exception("import failed")
        return JSONResponse({"error": "The file could not be imported"}, status_code=400)
    return {"imported": len(rows)}
