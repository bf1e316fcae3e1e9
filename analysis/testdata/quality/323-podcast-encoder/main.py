import uuid
from contextlib import asynccontextmanager
from pathlib import Path

import aiofiles
from fastapi import BackgroundTasks, FastAPI, File, Form, HTTPException, UploadFile
from fastapi.responses import FileResponse

from encoder import BITRATES, Encoder, Episode

WORK = Path("work")
encoder = Encoder(parallel=2)
jobs: dict[str, dict] = {}


@asynccontextmanager
async def lifespan(_app: FastAPI):
    WORK.mkdir(exist_ok=True)
    yield


app = FastAPI(title="Podcast encoder", lifespan=lifespan)


async def process(job_id: str, episode: Episode):
    jobs[job_id]["state"] = "running"
    try:
        await encoder.encode(episode)
        jobs[job_id].update(state="done", seconds=await encoder.duration(episode.target))
    except RuntimeError:
        jobs[job_id]["state"] = "failed"


async def keep(upload: UploadFile, target: Path):
    async with aiofiles.open(target, "wb") as out:
        while chunk := await upload.read(1 << 20):
            await out.write(chunk)


@app.post("/episodes", status_code=202)
async def create(
    background: BackgroundTasks,
    audio: UploadFile = File(...),
    title: str = Form(..., max_length=120),
    artist: str = Form("Unknown"),
    profile: str = Form("speech"),
):
    if profile not in BITRATES:
        raise HTTPException(422, "Unknown profile")
    job_id = uuid.uuid4().hex
    source = WORK / f"{job_id}.in"
    await keep(audio, source)
    episode = Episode(source, WORK / f"{job_id}.mp3", title.strip(), artist.strip(), profile)
    jobs[job_id] = {"state": "queued", "title": episode.title}
    background.add_task(process, job_id, episode)
    return {"job": job_id}


@app.get("/episodes/{job_id}")
async def status(job_id: uuid.UUID):
    job = jobs.get(job_id.hex)
    if job is None:
        raise HTTPException(404)
    return job


@app.get("/episodes/{job_id}/audio")
async def audio(job_id: uuid.UUID):
    if jobs.get(job_id.hex, {}).get("state") != "done":
        raise HTTPException(404)
    return FileResponse(WORK / f"{job_id.hex}.mp3", media_type="audio/mpeg")
