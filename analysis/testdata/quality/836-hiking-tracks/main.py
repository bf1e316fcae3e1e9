import os
import secrets

from fastapi import Depends, FastAPI, File, Form, Header, HTTPException, UploadFile
from lxml import etree

from kml import TrackFile

app = FastAPI(title="Hiking group tracks")
MAX_KML = 5 * 1024 * 1024


def member(x_member_key: str = Header(...)) -> None:
    if not secrets.compare_digest(x_member_key.encode(), os.environ["MEMBER_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Members only")


def load_track(file: UploadFile) -> TrackFile:
    data = file.file.read(MAX_KML + 1)
    if len(data) > MAX_KML:
        raise HTTPException(status_code=413, detail="File too large")
    try:
        return TrackFile(data)
    except etree.XMLSyntaxError:
        raise HTTPException(status_code=422, detail="This is not a valid KML file")


@app.post("/tracks/names", dependencies=[Depends(member)])
def track_names(file: UploadFile = File(...)):
    """List the places in an uploaded KML file."""
    return {"placemarks": load_track(file).placemarks()}


@app.post("/tracks/coordinates", dependencies=[Depends(member)])
def track_coordinates(file: UploadFile = File(...), placemark: str = Form(...)):
    points = load_track(file).coordinates_of(placemark)
    if not points:
        raise HTTPException(status_code=404, detail="Placemark not found")
    return {"points": points[:1000]}


@app.post("/tracks/notes", dependencies=[Depends(member)])
def track_notes(file: UploadFile = File(...), style: str = Form("hut")):
    return {"notes": load_track(file).notes_with_style(style)}
