import io
import os
import secrets

import joblib
import numpy as np
from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend import KeyBackend
from registry import Registry

registry = Registry(os.environ["MODEL_DIR"])


@requires("publisher")
async def upload_model(request: Request) -> JSONResponse:
    """Accept a joblib dump, check that it has a predict method and store it."""
    payload = await request.body()
    model = joblib.load(io.BytesIO(payload))
    if not hasattr(model, "predict"):
        return JSONResponse({"error": "not a model"}, status_code=422)
    model_id = secrets.token_hex(8)
    registry.store(model_id, payload)
    return JSONResponse({"id": model_id}, status_code=201)


@requires("reader")
async def predict(request: Request) -> JSONResponse:
    model_path = registry.path(request.path_params["model_id"])
    if model_path is None:
        return JSONResponse({"error": "unknown model"}, status_code=404)
    body = await request.json()
    rows = np.asarray(body["rows"][:1000], dtype=float)
    model = joblib.load(model_path)
    return JSONResponse({"predictions": model.predict(rows).tolist()})


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
