import uuid
from pathlib import Path

import aiofiles
from fastapi import BackgroundTasks, FastAPI, Form, HTTPException, UploadFile
from fastapi.responses import FileResponse

from ocr import LANGUAGES, Ocr, OcrError, Scan

WORK = Path("/var/lib/scans")
app = FastAPI(title="Scan OCR")
ocr = Ocr()
states: dict[str, str] = {}


async def process(key: str, scan: Scan):
    try:
        await ocr.recognise(scan)
        await ocr.archive(scan)
        states[key] = "done"
    except OcrError:
        states[key] = "failed"
    finally:
        scan.source.unlink(missing_ok=True)


@app.post("/scans", status_code=202)
async def upload(
    background: BackgroundTasks,
    page: UploadFile,
    title: str = Form(..., max_length=100),
    language: str = Form("de"),
):
    if language not in LANGUAGES:
        raise HTTPException(422, "Unknown language")
    if page.content_type not in ("image/png", "image/tiff", "image/jpeg"):
        raise HTTPException(415, "Only images")
    key = uuid.uuid4().hex
    source = WORK / f"{key}.img"
    async with aiofiles.open(source, "wb") as out:
        while chunk := await page.read(1 << 18):
            await out.write(chunk)
    states[key] = "queued"
    background.add_task(process, key, Scan(source, WORK / key, title, LANGUAGES[language]))
    return {"scan": key}


@app.get("/scans/{key}")
async def state(key: uuid.UUID):
    if key.hex not in states:
        raise HTTPException(404)
    return {"state": states[key.hex]}


@app.get("/scans/{key}/pdf")
async def pdf(key: str):
    if states.get(key) != "done":
        raise HTTPException(404)
    return FileResponse(WORK / f"{key}.pdf", media_type="application/pdf")
