from flask import Blueprint, jsonify, request
from flask_login import login_required

from models import Tenant, db

bp = Blueprint("settings", __name__, url_prefix="/api/tenants")


def apply_changes(obj, data):
    """Copy every known attribute from the payload to the object."""
    for key, value in data.items():
        if hasattr(obj, key):
            setattr(obj, key, value)


@bp.get("/<int:tenant_id>")
@login_required
def show(tenant_id):
    tenant = db.get_or_404(Tenant, tenant_id)
    return jsonify(tenant.summary())


@bp.patch("/<int:tenant_id>")
@login_required
def update(tenant_id):
    tenant = db.get_or_404(Tenant, tenant_id)
    apply_changes(tenant, request.get_json())
    db.session.commit()
    return jsonify(tenant.summary())
