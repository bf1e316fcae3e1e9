from fastapi import FastAPI, HTTPException, Response, UploadFile

from storage import PhotoStore

app = FastAPI(title="Hive photos")
store = PhotoStore()
MAX_BYTES = 5 * 1024 * 1024


@app.get("/photos/{name}")
async def get_photo(name: str):
    try:
        data = store.load(name)
    except (ValueError, FileNotFoundError):
        raise HTTPException(status_code=404, detail="Photo not found")
    return Response(content=data, media_type="image/jpeg")


@app.post("/photos", status_code=201)
async def add_photo(photo: UploadFile):
    data = await photo.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise HTTPException(status_code=413, detail="Photo too large")
    try:
        stored = store.save(photo.filename or "", data)
    except ValueError as exc:
        raise HTTPException(status_code=415, detail=str(exc))
    return {"id": stored}
