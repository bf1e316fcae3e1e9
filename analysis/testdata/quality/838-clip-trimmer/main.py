import os
import secrets
import shutil
import uuid

from fastapi import Depends, FastAPI, Form, Header, HTTPException, UploadFile

from tasks import trim

app = FastAPI()
UPLOADS = "/srv/uploads"
ALLOWED = {".mp4", ".mov", ".mkv"}
MAX_BYTES = 500 * 1024 * 1024


def coach(x_coach_key: str = Header(...)):
    if not secrets.compare_digest(x_coach_key.encode(), os.environ["COACH_KEY"].encode()):
        raise HTTPException(401, "Coaches only")


@app.post("/clips", dependencies=[Depends(coach)])
def create_clip(video: UploadFile, start: float = Form(0, ge=0), end: float = Form(..., gt=0)):
    extension = os.path.splitext(video.filename or "")[1].lower()
    if extension not in ALLOWED or (video.size or 0) > MAX_BYTES:
        raise HTTPException(415, "Unsupported video")
    if end <= start:
        raise HTTPException(422, "The end must be after the start")
    source = os.path.join(UPLOADS, uuid.uuid4().hex + extension)
    with open(source, "wb") as out:
        shutil.copyfileobj(video.file, out, 1024 * 1024)
    job = trim.delay(source, start, end)
    return {"job": job.id}
