from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from storage import ReadingStore

app = FastAPI(title="Hive telemetry")
store = ReadingStore()


class RemoveRequest(BaseModel):
    apiary: str
    filename: str


@app.get("/export", response_class=PlainTextResponse)
async def export_readings(apiary: str, day: str = Query(..., description="file such as 2024-05-01.csv")):
    try:
        return store.load(apiary, day)
    except FileNotFoundError:
        raise HTTPException(status_code=404, detail="No readings for that day")


@app.post("/remove")
async def remove_readings(body: RemoveRequest):
    store.remove(body.apiary, body.filename)
    return {"status": "removed"}
