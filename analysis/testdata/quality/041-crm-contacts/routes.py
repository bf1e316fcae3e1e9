"""Contact endpoints of the CRM."""
from flask import Blueprint, abort, jsonify, request
from flask_jwt_extended import jwt_required

from repository import Repository

contacts_bp = Blueprint("contacts", __name__, url_prefix="/contacts")
contacts = Repository("contacts")


@contacts_bp.get("/<int:contact_id>")
@jwt_required()
def get_contact(contact_id):
    """Return name and phone of a contact."""
    contact = contacts.get(contact_id)
    if contact is None:
        abort(404)
    return jsonify({"id": contact["id"], "name": contact["name"], "phone": contact["phone"]})


@contacts_bp.post("/")
@jwt_required()
def create_contact():
    """Create a contact from the JSON body."""
    payload = request.get_json()
    if not payload.get("name"):
        abort(400, "name is required")
    return jsonify({"id": contacts.insert(payload)}), 201


@contacts_bp.patch("/<int:contact_id>")
@jwt_required()
def update_contact(contact_id):
    """Update any fields of a contact."""
    payload = request.get_json()
    payload.pop("id", None)
    if contacts.update(contact_id, payload) == 0:
        abort(404)
    return jsonify({"updated": contact_id})
