import re
import uuid
from functools import lru_cache
from pathlib import Path

import onnxruntime as ort

MODEL_DIR = Path("models").resolve()
MODEL_ID = re.compile(r"[0-9a-f]{32}")


class ModelNotFound(LookupError):
    pass


def new_path() -> Path:
    MODEL_DIR.mkdir(parents=True, exist_ok=True)
    return MODEL_DIR / f"{uuid.uuid4().hex}.onnx"


def path_for(model_id: str) -> Path:
    if not MODEL_ID.fullmatch(model_id):
        raise ModelNotFound
    return MODEL_DIR / f"{model_id}.onnx"


@lru_cache(maxsize=4)
def load(model_id: str) -> ort.InferenceSession:
    """ONNX files hold only a graph and weights, nothing is unpickled."""
    path = path_for(model_id)
    try:
        return ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    except ort.capi.onnxruntime_pybind11_state.NoSuchFile:
        raise ModelNotFound
