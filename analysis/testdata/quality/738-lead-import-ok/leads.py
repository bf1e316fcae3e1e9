"""Import leads from a CSV file."""
import csv
import io
import logging
import os

import asyncpg
from fastapi import APIRouter, Depends, File, HTTPException, UploadFile

from guard import current_org

router = APIRouter()
log = logging.getLogger("leads")

MAX_BYTES = 2 * 1024 * 1024
COLUMNS = ("email", "first_name", "last_name", "company")
INSERT = "INSERT INTO leads (org, email, first_name, last_name, company) VALUES ($1, $2, $3, $4, $5)"


async def read_limited(file: UploadFile) -> bytes:
    data = await file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise HTTPException(413, "The file may be at most 2 MB")
    return data


def parse(data: bytes, org: str):
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    missing = set(COLUMNS) - set(reader.fieldnames or ())
    if missing:
        raise ValueError("missing columns")
    return [(org, *(row[c].strip() for c in COLUMNS)) for row in reader]


@router.post("/leads/import")
async def import_leads(file: UploadFile = File(...), org: str = Depends(current_org)):
    if file.content_type not in ("text/csv", "application/vnd.ms-excel"):
        raise HTTPException(415, "Please upload a CSV file")
    data = await read_limited(file)
    try:
        rows = parse(data, org)
    except (ValueError, AttributeError, csv.Error):
        raise HTTPException(400, "The file is not a valid lead list")

    conn = await asyncpg.connect(os.environ["DATABASE_URL"], timeout=5, command_timeout=30)
    try:
        await conn.executemany(INSERT, rows)
    finally:
        await conn.close()
    log.info("imported %d leads", len(rows))
    return {"imported": len(rows)}
