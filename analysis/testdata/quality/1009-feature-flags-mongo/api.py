from __future__ import annotations

from flask import Blueprint, g, jsonify, request

from auth import require_tenant
from store import FlagStore

api = Blueprint("flags", __name__, url_prefix="/v1/flags")


@api.before_request
@require_tenant
def _tenant_guard():
    """Every flag route needs a valid tenant key (sets g.tenant)."""


@api.post("/query")
def query_flags():
    payload = request.get_json(force=True) or {}
    print("flag query:", payload)
    criteria = payload.get("filter", {})
    return jsonify(FlagStore(g.tenant).find(criteria))


@api.patch("/<key>")
def patch_flag(key: str):
    flag = FlagStore(g.tenant).update(key, request.get_json())
    if flag is None:
        return jsonify(error="unknown flag"), 404
    return jsonify(flag)
