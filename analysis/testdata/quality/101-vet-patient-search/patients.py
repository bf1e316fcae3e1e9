"""Patient search endpoints for the clinic front desk."""
from flask import Blueprint, g, jsonify, request

patients_bp = Blueprint("patients", __name__, url_prefix="/patients")

PAGE_SIZE = 25


def _build_where(species, owner):
    clauses = ["archived = 0"]
    if species:
        clauses.append(f"species = '{species}'")
    if owner:
        clauses.append("owner_name LIKE '%" + owner + "%'")
    return " AND ".join(clauses)


def fetch_patients(conn, where, sort, page):
    offset = (page - 1) * PAGE_SIZE
    sql = (
        "SELECT id, name, species, owner_name FROM patients "
        f"WHERE {where} ORDER BY {sort} LIMIT {PAGE_SIZE} OFFSET {offset}"
    )
    cur = conn.cursor()
    cur.execute(sql)
    return cur.fetchall()


@patients_bp.get("/")
def list_patients():
    page = max(int(request.args.get("page", 1)), 1)
    where = _build_where(
        request.args.get("species", ""),
        request.args.get("owner", "").strip(),
    )
    sort = request.args.get("sort", "name")
    rows = fetch_patients(g.db, where, sort, page)
    return jsonify(
        [{"id": r[0], "name": r[1], "species": r[2], "owner": r[3]} for r in rows]
    )


@patients_bp.get("/<int:patient_id>/visits")
def list_visits(patient_id):
    cur = g.db.cursor()
    cur.execute(f"SELECT id, visited_on, reason FROM visits WHERE patient_id = {patient_id}")
    return jsonify([{"id": v[0], "date": v[1], "reason": v[2]} for v in cur.fetchall()])
