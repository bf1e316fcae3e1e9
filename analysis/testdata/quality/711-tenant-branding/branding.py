import os

from flask import Blueprint, abort, jsonify, request, send_file
from flask_login import current_user, login_required

branding = Blueprint("branding", __name__)

ASSET_ROOT = "/srv/tenants"


def tenant_dir():
    path = os.path.join(ASSET_ROOT, str(current_user.tenant_id))
    os.makedirs(path, exist_ok=True)
    return path


def asset_path(name):
    return os.path.join(tenant_dir(), name)


@branding.route("/branding/logo", methods=["POST"])
@login_required
def upload_logo():
    """Upload the logo shown on the login page of the tenant."""
    logo = request.files.get("logo")
    if not logo:
        return jsonify({"error": "No file"}), 400
    target = asset_path(logo.filename)
    logo.save(target)
    os.chmod(target, 0o777)
    return jsonify({"url": f"/branding/assets?name={logo.filename}"})


@branding.route("/branding/assets")
def get_asset():
    name = request.args.get("name", "logo.png")
    tenant = request.args.get("tenant", type=int)
    full = os.path.join(ASSET_ROOT, str(tenant), name)
    if not os.path.isfile(full):
        abort(404)
    return send_file(full)
