import io
import os

import joblib
import pandas as pd
from fastapi import APIRouter, Depends, HTTPException, UploadFile
from fastapi.security import APIKeyHeader
import hmac

router = APIRouter(prefix="/models")
MODEL_DIR = os.environ.get("MODEL_DIR", "models")
key_header = APIKeyHeader(name="X-Api-Key")


def data_team(key: str = Depends(key_header)) -> None:
    if not hmac.compare_digest(key, os.environ["DATA_TEAM_KEY"]):
        raise HTTPException(403, "Forbidden")


class ModelRegistry:
    def __init__(self, root):
        self.root = root

    def path(self, name):
        return os.path.join(self.root, name + ".joblib")

    def load(self, name):
        return joblib.load(self.path(name))

    def load_bytes(self, blob):
        return joblib.load(io.BytesIO(blob))


registry = ModelRegistry(MODEL_DIR)


@router.post("/validate", dependencies=[Depends(data_team)])
async def validate(file: UploadFile):
    """Check that an uploaded model can be used before it is deployed."""
    blob = await file.read(200 * 1024 * 1024)
    model = registry.load_bytes(blob)
    if not hasattr(model, "predict_proba"):
        raise HTTPException(422, "The model has no predict_proba")
    return {"features": list(getattr(model, "feature_names_in_", []))}


@router.post("/score", dependencies=[Depends(data_team)])
def score(model: str, rows: list[dict]):
    estimator = registry.load(model)
    frame = pd.DataFrame(rows)
    return {"scores": estimator.predict_proba(frame)[:, 1].tolist()}


@router.post("/filter", dependencies=[Depends(data_team)])
def filter_rows(rows: list[dict], expr: str):
    """Let analysts narrow the sample with an expression such as `mrr > 100`."""
    frame = pd.DataFrame(rows)
    mask = frame.eval(expr, engine="python")
    return frame[mask].head(100).to_dict("records")
