import os
import secrets
from functools import lru_cache

import numpy as np
import onnx
import onnxruntime as ort
from google.protobuf.message import DecodeError
from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend import KeyBackend
from registry import Registry

MAX_MODEL = 50 * 1024 * 1024
MAX_ROWS = 64 * 1024

registry = Registry(os.environ["MODEL_DIR"])


class TooLarge(Exception):
    pass


async def read_limited(request: Request, limit: int) -> bytes:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise TooLarge
    return bytes(data)


@lru_cache(maxsize=8)
def session_for(path: str) -> ort.InferenceSession:
    return ort.InferenceSession(path, providers=["CPUExecutionProvider"])


@requires("publisher")
async def upload_model(request: Request) -> JSONResponse:
    """Accept an ONNX file (plain data, nothing in it is executed as Python) and store it."""
    try:
        payload = await read_limited(request, MAX_MODEL)
        onnx.checker.check_model(onnx.load_from_string(payload))
    except TooLarge:
        return JSONResponse({"error": "model too large"}, status_code=413)
    except (onnx.checker.ValidationError, DecodeError):
        return JSONResponse({"error": "not an ONNX model"}, status_code=422)
    model_id = secrets.token_hex(8)
    registry.store(model_id, payload)
    return JSONResponse({"id": model_id}, status_code=201)


@requires("reader")
async def predict(request: Request) -> JSONResponse:
    model_path = registry.path(request.path_params["model_id"])
    if model_path is None:
        return JSONResponse({"error": "unknown model"}, status_code=404)
    try:
        raw = await read_limited(request, MAX_ROWS)
    except TooLarge:
        return JSONResponse({"error": "too many rows"}, status_code=413)
    rows = np.fromstring(raw.decode("ascii", errors="ignore"), dtype=np.float32, sep=",")
    session = session_for(str(model_path))
    name = session.get_inputs()[0].name
    (output,) = session.run(None, {name: rows.reshape(1, -1)})[:1]
    return JSONResponse({"prediction": output.tolist()})


@requires("publisher")
async def remove_model(request: Request) -> JSONResponse:
    if not registry.remove(request.path_params["model_id"]):
        return JSONResponse({"error": "unknown model"}, status_code=404)
    return JSONResponse({"removed": True})


app = Starlette(
    routes=[
        Route("/models", upload_model, methods=["POST"]),
        Route("/models/{model_id}/predict", predict, methods=["POST"]),
        Route("/models/{model_id}", remove_model, methods=["DELETE"]),
    ],
    middleware=[Middleware(AuthenticationMiddleware, backend=KeyBackend())],
)
