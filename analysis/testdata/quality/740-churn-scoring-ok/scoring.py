import hmac
import logging
import os

import numpy as np
import onnxruntime as ort
import pandas as pd
from fastapi import APIRouter, Depends, HTTPException, UploadFile
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, Field

router = APIRouter(prefix="/models")
logger = logging.getLogger(__name__)
MODEL_DIR = os.environ.get("MODEL_DIR", "models")
MAX_MODEL = 20 * 1024 * 1024
key_header = APIKeyHeader(name="X-Api-Key")

FEATURES = ["mrr", "seats", "tickets_30d", "logins_30d"]
# Loaded once at start-up
MODELS = {
    "churn": ort.InferenceSession(os.path.join(MODEL_DIR, "churn.onnx")),
    "expansion": ort.InferenceSession(os.path.join(MODEL_DIR, "expansion.onnx")),
}


def data_team(key: str = Depends(key_header)) -> None:
    if not hmac.compare_digest(key, os.environ["DATA_TEAM_KEY"]):
        raise HTTPException(403, "Forbidden")


class Row(BaseModel):
    mrr: float
    seats: int
    tickets_30d: int
    logins_30d: int


class ScoreRequest(BaseModel):
    rows: list[Row] = Field(max_length=1000)
    min_mrr: float = 0.0


@router.post("/validate", dependencies=[Depends(data_team)])
async def validate(file: UploadFile):
    """Check that an uploaded ONNX model can be used before it is deployed."""
    blob = await file.read(MAX_MODEL + 1)
    if len(blob) > MAX_MODEL:
        raise HTTPException(413, "The model is too large")
    try:
        session = ort.InferenceSession(blob)
    except Exception:
        logger.exception("model rejected")
        raise HTTPException(422, "Not a valid ONNX model")
    return {"inputs": [i.name for i in session.get_inputs()]}


@router.post("/{name}/score", dependencies=[Depends(data_team)])
def score(name: str, body: ScoreRequest):
    session = MODELS.get(name)
    if session is None:
        raise HTTPException(404, "No such model")
    frame = pd.DataFrame([r.model_dump() for r in body.rows], columns=FEATURES)
    frame = frame[frame["mrr"] >= body.min_mrr]
    inputs = {session.get_inputs()[0].name: frame.to_numpy(dtype=np.float32)}
    return {"scores": session.run(None, inputs)[0].ravel().tolist()}
