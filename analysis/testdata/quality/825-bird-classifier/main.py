import os
import secrets

import torch
from fastapi import Depends, FastAPI, Header, HTTPException, UploadFile
from pydantic import BaseModel

from model_store import ModelStore

app = FastAPI(title="Bird sound classifier")
store = ModelStore()
LAB_KEY = os.environ["LAB_KEY"]


def lab_member(x_lab_key: str = Header(...)):
    if not secrets.compare_digest(x_lab_key, LAB_KEY):
        raise HTTPException(status_code=401, detail="Bad lab key")


class Features(BaseModel):
    values: list[float]


@app.post("/models", dependencies=[Depends(lab_member)])
async def upload_model(file: UploadFile):
    """Upload a trained model."""
    contents = await file.read()
    store.save(file.filename, contents)
    return {"model": file.filename}


@app.post("/predict", dependencies=[Depends(lab_member)])
def predict(model: str, features: Features):
    network = store.load(model)
    with torch.no_grad():
        scores = network(torch.tensor([features.values]))
    return {"label": int(scores.argmax())}
