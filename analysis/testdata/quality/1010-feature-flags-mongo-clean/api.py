from __future__ import annotations

from flask import Blueprint, g, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auth import require_tenant
from store import FlagStore

api = Blueprint("flags", __name__, url_prefix="/v1/flags")


class FlagFilter(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    environment: str | None = Field(None, max_length=32)
    enabled: bool | None = None


class FlagPatch(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    enabled: bool
    rollout: int = Field(100, ge=0, le=100)


@api.before_request
@require_tenant
def _tenant_guard():
    """Every flag route needs a valid tenant key (sets g.tenant)."""


@api.errorhandler(ValidationError)
def _invalid(_exc: ValidationError):
    return jsonify(error="invalid request body"), 422


@api.post("/query")
def query_flags():
    wanted = FlagFilter.model_validate(request.get_json())
    found = FlagStore(g.tenant).find(environment=wanted.environment, enabled=wanted.enabled)
    return jsonify(found)


@api.patch("/<key>")
def patch_flag(key: str):
    patch = FlagPatch.model_validate(request.get_json())
    flag = FlagStore(g.tenant).update(key, enabled=patch.enabled, rollout=patch.rollout)
    if flag is None:
        return jsonify(error="unknown flag"), 404
    return jsonify(flag)
