import os
import secrets

from fastapi import Depends, FastAPI, File, Form, Header, HTTPException, UploadFile

from kml import TrackFile

app = FastAPI(title="Hiking group tracks")


def member(x_member_key: str = Header(...)) -> None:
    if not secrets.compare_digest(x_member_key.encode(), os.environ["MEMBER_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Members only")


@app.post("/tracks/names", dependencies=[Depends(member)])
def track_names(file: UploadFile = File(...)):
    """List the places in an uploaded KML file."""
    track = TrackFile(file.file)
    return {"placemarks": track.placemarks()}


@app.post("/tracks/coordinates", dependencies=[Depends(member)])
def track_coordinates(file: UploadFile = File(...), placemark: str = Form(...)):
    track = TrackFile(file.file)
    points = track.coordinates_of(placemark)
    if not points:
        raise HTTPException(status_code=404, detail="Placemark not found")
    return {"points": points[:1000]}


@app.post("/tracks/notes", dependencies=[Depends(member)])
def track_notes(file: UploadFile = File(...), style: str = Form("hut")):
    return {"notes": TrackFile(file.file).notes_with_style(style)}
