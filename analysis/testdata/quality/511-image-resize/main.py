import os
from pathlib import Path

from fastapi import FastAPI, File, Form, HTTPException, UploadFile
from fastapi.responses import FileResponse
from PIL import Image

app = FastAPI(title="Image resizer")

UPLOAD_DIR = Path("uploads")
OUTPUT_DIR = Path("resized")
UPLOAD_DIR.mkdir(exist_ok=True)
OUTPUT_DIR.mkdir(exist_ok=True)


@app.post("/resize")
async def resize_image(
    file: UploadFile = File(...),
    width: int = Form(800),
    height: int = Form(600),
):
    """Save the upload, then write a resized copy of it."""
    contents = await file.read()
    source = UPLOAD_DIR / file.filename
    with open(source, "wb") as f:
        f.write(contents)

    try:
        with Image.open(source) as img:
            img.thumbnail((width, height))
            target = OUTPUT_DIR / f"{source.stem}_{width}x{height}.png"
            img.save(target)
    except Exception as e:
        raise HTTPException(status_code=400, detail=f"Could not process image: {e}")

    return {"filename": target.name, "size": os.path.getsize(target)}


@app.get("/resized/{name}")
async def download(name: str):
    path = OUTPUT_DIR / os.path.basename(name)
    if not path.is_file():
        raise HTTPException(status_code=404, detail="Not found")
    return FileResponse(path, media_type="image/png")
