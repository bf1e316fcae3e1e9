import html
import re
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import aiofiles
from fastapi import FastAPI, Form, HTTPException
from fastapi.responses import HTMLResponse

app = FastAPI()
LISTS = Path("/var/packing")


def layout(body: str, *, title: str = "Packing") -> str:
    return "\n".join(["<!doctype html>", f"<title>{title}</title>", "<main>", body, "</main>"])


def slugify(value: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") or "camp"


@app.post("/lists")
async def add_list(camp: str = Form(...), items: str = Form(...)):
    path = LISTS / f"{slugify(camp)}-{date.today().isoformat()}.txt"
    async with aiofiles.open(path, "w") as fh:
        await fh.write(items)
    return {"id": str(uuid4())}


@app.get("/lists/{list_id}/raw")
async def raw_list(list_id: UUID):
    path = LISTS / f"{list_id}.txt"
    if not path.exists():
        raise HTTPException(404)
    async with aiofiles.open(path) as fh:
        return {"lines": (await fh.read()).splitlines()}


@app.get("/lists/{camp}", response_class=HTMLResponse)
async def show(camp: str, weather: str = "dry"):
    parts = [f"<h1>{html.escape(camp)}</h1>"]
    parts += [f"<p>{html.escape(w)}</p>" for w in weather.split(",")]
    return layout("".join(parts))


@app.get("/echo")
async def echo(text: str = ""):
    return f"<b>{text}</b>"
