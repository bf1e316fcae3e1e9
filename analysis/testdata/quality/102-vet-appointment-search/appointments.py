"""Appointment search endpoints for the clinic front desk."""
import sqlite3

from flask import Blueprint, current_app, g, jsonify, request

appointments_bp = Blueprint("appointments", __name__, url_prefix="/appointments")

SORTABLE = {
    "date": "starts_at",
    "vet": "vet_name",
    "patient": "patient_name",
}
DIRECTIONS = ("ASC", "DESC")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


def build_filters(args):
    clauses, params = ["cancelled = 0"], []
    if vet := args.get("vet"):
        clauses.append("vet_name = ?")
        params.append(vet)
    if patient := args.get("patient"):
        clauses.append("patient_name LIKE ?")
        params.append(f"%{patient}%")
    rooms = args.getlist("room")
    if rooms:
        marks = ", ".join("?" for _ in rooms)
        clauses.append(f"room IN ({marks})")
        params.extend(rooms)
    return " AND ".join(clauses), params


@appointments_bp.get("/")
def list_appointments():
    where, params = build_filters(request.args)
    column = SORTABLE.get(request.args.get("sort"), "starts_at")
    direction = request.args.get("dir", "ASC").upper()
    if direction not in DIRECTIONS:
        return jsonify(error="dir must be ASC or DESC"), 400
    limit = request.args.get("limit", default=20, type=int)
    sql = f"SELECT id, starts_at, vet_name, patient_name FROM appointments WHERE {where} ORDER BY {column} {direction} LIMIT {limit}"
    rows = get_db().execute(sql, params).fetchall()
    return jsonify([dict(r) for r in rows])
