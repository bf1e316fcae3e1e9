"""Job runner with a registry of tasks."""
import importlib
import json
import logging
import os
from dataclasses import dataclass, field
from typing import Any, Callable

from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

logger = logging.getLogger(__name__)
app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
JWTManager(app)

REGISTRY: dict[str, Callable[..., Any]] = {}
BACKENDS = {"local": "backends.local", "s3": "backends.s3", "gcs": "backends.gcs"}
OPERATORS = {
    "upper": str.upper,
    "lower": str.lower,
    "strip": str.strip,
    "title": lambda s: s.title(),
}


def task(name: str):
    """Register a function under a public name."""

    def decorator(func):
        REGISTRY[name] = func
        return func

    return decorator


@task("count")
def count_words(text: str) -> int:
    return len(text.split())


@task("evaluate")
def evaluate(text: str) -> dict:
    """Very small key=value language."""
    return dict(part.split("=", 1) for part in text.split(";") if "=" in part)


@task("execute")
def execute(text: str, steps: list[str] | None = None) -> str:
    for step in steps or []:
        text = OPERATORS.get(step, str)(text)
    return text


@dataclass
class Job:
    task: str
    params: dict = field(default_factory=dict)
    backend: str = "local"

    def run(self):
        func = REGISTRY.get(self.task)
        if func is None:
            raise LookupError(self.task)
        return func(**self.params)

    def load_backend(self):
        module = BACKENDS.get(self.backend, BACKENDS["local"])
        return importlib.import_module(module)


@app.post("/jobs")
@jwt_required()
def submit():
    spec = request.get_json()
    job = Job(spec.get("task", ""), spec.get("params", {}), spec.get("backend", "local"))
    try:
        result = job.run()
    except LookupError:
        return jsonify(error="unknown task", known=sorted(REGISTRY)), 400
    except TypeError:
        return jsonify(error="wrong parameters"), 422
    job.load_backend().store(get_jwt_identity(), json.dumps(result))
    return jsonify(result=result)


@app.post("/compile")
@jwt_required()
def compile_template():
    """Check that the submitted JSON template parses."""
    try:
        template = json.loads(request.get_json()["template"])
    except (KeyError, ValueError):
        return jsonify(valid=False)
    return jsonify(valid=isinstance(template, dict))
