from datetime import date
from pathlib import Path

import aiofiles
from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse

app = FastAPI()
DIARY = Path("/var/diary")


def layout(body: str, *, title: str = "Diary") -> str:
    return "\n".join(["<!doctype html>", f"<title>{title}</title>", "<main>", body, "</main>"])


@app.post("/entries")
async def add_entry(camp: str = Form(...), text: str = Form(...)):
    folder = DIARY / camp
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{date.today().isoformat()}.md"
    async with aiofiles.open(path, "a") as fh:
        await fh.write(text + "\n")
    return {"saved": True}


@app.get("/entries/{camp}", response_class=HTMLResponse)
async def entries(request: Request, camp: str):
    mood = request.query_params.get("mood") or "calm"
    parts = [f"<h1>{camp.title()}</h1>"]
    parts.append("<p>Mood: " + mood + "</p>")
    return layout("".join(parts), title="Camp diary")


@app.get("/", response_class=HTMLResponse)
async def index(page: int = 1):
    return layout(f"<p>Page {page}</p>")
