"""Loads the scoring model an analyst has uploaded."""
import os
import tempfile

import joblib

MODEL_DIR = os.environ["MODEL_DIR"]
_current = None


def stage(upload):
    """Keep the upload in a scratch file until it has been tried."""
    path = tempfile.mktemp(suffix=".model")
    upload.save(path)
    return path


def activate(path):
    global _current
    _current = joblib.load(path)
    return type(_current).__name__


def score(rows):
    if _current is None:
        raise LookupError("no model yet")
    return [float(p[1]) for p in _current.predict_proba(rows)]
