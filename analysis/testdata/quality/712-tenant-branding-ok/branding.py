import os
import uuid

from flask import Blueprint, abort, jsonify, request, send_from_directory
from flask_login import current_user, login_required
from PIL import Image, UnidentifiedImageError

branding = Blueprint("branding", __name__)

ASSET_ROOT = "/srv/tenants"
MAX_LOGO_BYTES = 512 * 1024
FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}


def tenant_dir(tenant_id: int) -> str:
    path = os.path.join(ASSET_ROOT, str(tenant_id))
    os.makedirs(path, mode=0o750, exist_ok=True)
    return path


@branding.route("/branding/logo", methods=["POST"])
@login_required
def upload_logo():
    """Upload the logo shown on the login page of the tenant."""
    if request.content_length is None or request.content_length > MAX_LOGO_BYTES:
        return jsonify({"error": "The logo may be at most 512 KB"}), 413
    logo = request.files.get("logo")
    if not logo:
        return jsonify({"error": "No file"}), 400

    try:
        image = Image.open(logo.stream)
        image.verify()
    except UnidentifiedImageError:
        return jsonify({"error": "Not an image"}), 415
    extension = FORMATS.get(image.format)
    if extension is None:
        return jsonify({"error": "Use PNG, JPEG or WebP"}), 415

    logo.stream.seek(0)
    name = f"{uuid.uuid4().hex}.{extension}"
    target = os.path.join(tenant_dir(int(current_user.tenant_id)), name)
    logo.save(target)
    os.chmod(target, 0o640)
    return jsonify({"url": f"/branding/{current_user.tenant_id}/{name}"})


@branding.route("/branding/<int:tenant_id>/<name>")
def get_asset(tenant_id, name):
    if name.rsplit(".", 1)[-1] not in FORMATS.values():
        abort(404)
    return send_from_directory(tenant_dir(tenant_id), name)
