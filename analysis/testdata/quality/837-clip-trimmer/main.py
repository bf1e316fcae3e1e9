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
def create_clip(video: UploadFile, start: str = Form("00:00:00"), end: str = Form(...), title: str = Form(...)):
    extension = os.path.splitext(video.filename or "")[1].lower()
    if extension not in ALLOWED or (video.size or 0) > MAX_BYTES:
        raise HTTPException(415, "Unsupported video")
    source = os.path.join(UPLOADS, uuid.uuid4().hex + extension)
    with open(source, "wb") as out:
        shutil.copyfileobj(video.file, out, 1024 * 1024)
    job = trim.delay(source, start, end, title)
    return {"job": job.id}
