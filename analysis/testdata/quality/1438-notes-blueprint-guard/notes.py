from flask import Blueprint, abort, g, jsonify, request, session

from extensions import db
from models import Note, User

notes_bp = Blueprint("notes", __name__, url_prefix="/notes")

EDITABLE = ("title", "body")


@notes_bp.before_request
def load_user():
    """Every route of this blueprint needs a signed-in user."""
    user_id = session.get("user_id")
    g.user = db.session.get(User, user_id) if user_id is not None else None
    if g.user is None:
        abort(401)


def my_notes():
    return Note.query.filter(Note.user_id == g.user.id)


def note_fields():
    payload = request.get_json()
    fields = {k: payload[k] for k in EDITABLE if isinstance(payload.get(k), str)}
    if len(fields.get("title", "")) > 120:
        abort(400)
    return fields


@notes_bp.get("")
def index():
    page = my_notes().order_by(Note.id.desc()).paginate(per_page=50, max_per_page=50)
    return jsonify([n.to_dict() for n in page.items])


@notes_bp.post("")
def create():
    fields = note_fields()
    if not fields.get("title"):
        abort(400)
    note = Note(user_id=g.user.id, **fields)
    db.session.add(note)
    db.session.commit()
    return jsonify(note.to_dict()), 201


@notes_bp.put("/<int:note_id>")
def update(note_id):
    note = my_notes().filter_by(id=note_id).first_or_404()
    for name, value in note_fields().items():
        setattr(note, name, value)
    db.session.commit()
    return jsonify(note.to_dict())


@notes_bp.delete("/<int:note_id>")
def delete(note_id):
    note = my_notes().filter_by(id=note_id).first_or_404()
    db.session.delete(note)
    db.session.commit()
    return "", 204
