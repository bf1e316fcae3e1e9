"""Company endpoints of the CRM."""
from flask import Blueprint, abort, jsonify, request
from flask_jwt_extended import jwt_required

from repository import Repository, UnknownColumn

companies_bp = Blueprint("companies", __name__, url_prefix="/companies")
companies = Repository("companies", ("name", "city", "vat_id"))


@companies_bp.get("/")
@jwt_required()
def list_companies():
    """Return companies by id: ?ids=1,2,3"""
    try:
        ids = [int(part) for part in request.args.get("ids", "").split(",") if part]
    except ValueError:
        abort(400, "ids must be numbers")
    if not ids:
        return jsonify([])
    return jsonify(companies.get_many(ids))


@companies_bp.post("/")
@jwt_required()
def create_company():
    """Create a company from the JSON body."""
    try:
        company_id = companies.insert(request.get_json())
    except UnknownColumn as exc:
        abort(400, f"Unknown fields: {exc}")
    return jsonify({"id": company_id}), 201


@companies_bp.patch("/<int:company_id>")
@jwt_required()
def update_company(company_id):
    """Update the known fields of a company."""
    if companies.update(company_id, request.get_json()) == 0:
        abort(404)
    return jsonify({"updated": company_id})
