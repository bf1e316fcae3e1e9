from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from models import Tenant, db

bp = Blueprint("settings", __name__, url_prefix="/api/tenants")

EDITABLE = ("name", "timezone", "logo_url")


def apply_changes(obj, data):
    """Copy the editable attributes from the payload to the object."""
    for key in EDITABLE:
        if key in data:
            setattr(obj, key, str(data[key]))


def own_tenant_or_404(tenant_id):
    if tenant_id != current_user.tenant_id:
        abort(404)
    return db.get_or_404(Tenant, current_user.tenant_id)


@bp.get("/<int:tenant_id>")
@login_required
def show(tenant_id):
    tenant = own_tenant_or_404(tenant_id)
    return jsonify(tenant.summary())


@bp.patch("/<int:tenant_id>")
@login_required
def update(tenant_id):
    tenant = own_tenant_or_404(tenant_id)
    apply_changes(tenant, request.get_json())
    db.session.commit()
    return jsonify(tenant.summary())
