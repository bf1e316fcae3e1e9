import os
import secrets

import numpy as np
from fastapi import Depends, FastAPI, Header, HTTPException, UploadFile
from pydantic import BaseModel, Field

import model_store

app = FastAPI(title="Bird sound classifier")
LAB_KEY = os.environ["LAB_KEY"]
MAX_MODEL = 50 * 1024 * 1024
CHUNK = 1024 * 1024


def lab_member(x_lab_key: str = Header(...)):
    if not secrets.compare_digest(x_lab_key.encode(), LAB_KEY.encode()):
        raise HTTPException(status_code=401, detail="Bad lab key")


class Features(BaseModel):
    values: list[float] = Field(max_length=512)


@app.post("/models", dependencies=[Depends(lab_member)])
async def upload_model(file: UploadFile):
    """Upload a trained model in ONNX format."""
    if not (file.filename or "").lower().endswith(".onnx"):
        raise HTTPException(status_code=415, detail="Only .onnx models are accepted")
    target = model_store.new_path()
    written = 0
    with target.open("wb") as out:
        while chunk := await file.read(CHUNK):
            written += len(chunk)
            if written > MAX_MODEL:
                break
            out.write(chunk)
    if written > MAX_MODEL:
        target.unlink()
        raise HTTPException(status_code=413, detail="Model is too large")
    return {"model": target.stem}


@app.post("/predict", dependencies=[Depends(lab_member)])
def predict(model: str, features: Features):
    try:
        session = model_store.load(model)
    except model_store.ModelNotFound:
        raise HTTPException(status_code=404, detail="Unknown model")
    inputs = {session.get_inputs()[0].name: np.array([features.values], dtype=np.float32)}
    label = session.run(None, inputs)[0][0]
    return {"label": str(label)}


@app.delete("/models", dependencies=[Depends(lab_member)])
def delete_model(model: str):
    try:
        model_store.path_for(model).unlink(missing_ok=True)
    except model_store.ModelNotFound:
        raise HTTPException(status_code=404, detail="Unknown model")
    return {"deleted": True}
