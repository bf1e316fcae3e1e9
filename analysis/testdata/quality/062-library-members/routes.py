"""Library endpoints."""
from dataclasses import asdict, dataclass

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required
from werkzeug.security import generate_password_hash

from models import Loan, Reader, db

library_bp = Blueprint("library", __name__, url_prefix="/api")


@dataclass
class ReaderView:
    """Own view of a reader."""

    id: int
    name: str
    email: str
    loans: int


@library_bp.get("/readers")
@login_required
def list_readers():
    """List readers with paging."""
    page = request.args.get("page", 1, type=int)
    pagination = Reader.query.order_by(Reader.name).paginate(page=page, per_page=25)
    return jsonify({"readers": [r.to_public() for r in pagination.items], "total": pagination.total})


@library_bp.post("/readers")
def create_reader():
    """Register a reader."""
    data = request.get_json()
    if len(data.get("password", "")) < 10:
        abort(422, "The password must have at least 10 characters")
    reader = Reader(name=data["name"], email=data["email"])
    reader.password_hash = generate_password_hash(data["password"])
    db.session.add(reader)
    db.session.commit()
    return jsonify(reader.to_public()), 201


@library_bp.get("/loans")
@login_required
def list_loans():
    """List the own loans."""
    loans = Loan.query.filter_by(reader_id=current_user.id).order_by(Loan.due)
    return jsonify([loan.to_dict() for loan in loans])


@library_bp.get("/me")
@login_required
def me():
    """Return the own account."""
    count = Loan.query.filter_by(reader_id=current_user.id).count()
    return jsonify(asdict(ReaderView(current_user.id, current_user.name, current_user.email, count)))
