"""Loads the scoring model an analyst has uploaded."""
import os
import tempfile

import onnxruntime as ort

MODEL_DIR = os.environ["MODEL_DIR"]
_session = None


def stage(upload):
    """Keep the upload in a scratch file until it has been tried."""
    with tempfile.NamedTemporaryFile(suffix=".onnx", dir=MODEL_DIR, delete=False) as fh:
        upload.save(fh)
        return fh.name


def activate(path):
    global _session
    _session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    return [i.name for i in _session.get_inputs()]


def score(rows):
    if _session is None:
        raise LookupError("no model yet")
    name = _session.get_inputs()[0].name
    return [float(p) for p in _session.run(None, {name: rows})[0].ravel()]
