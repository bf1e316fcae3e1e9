"""Sales report endpoints: list, generate CSV, download CSV."""
import csv
import os
import sqlite3

from flask import Blueprint, current_app, g, jsonify, request, send_file

reports_bp = Blueprint("reports", __name__, url_prefix="/reports")

EXPORT_DIR = "/var/app/exports"
HEADERS = ["id", "customer", "amount", "created_at"]


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


def build_query(filters):
    """Build the report query from the given filters."""
    query = "SELECT id, customer, amount, created_at FROM sales WHERE 1=1"
    params = []
    if filters.get("customer"):
        query += " AND customer = ?"
        params.append(filters["customer"])
    if filters.get("min_amount"):
        query += " AND amount >= ?"
        params.append(float(filters["min_amount"]))
    sort = filters.get("sort", "created_at")
    query += " ORDER BY " + sort
    return query, params


@reports_bp.route("/")
def list_sales():
    """Return the filtered sales as JSON."""
    query, params = build_query(request.args)
    rows = get_db().execute(query, params).fetchall()
    return jsonify([dict(r) for r in rows])


@reports_bp.route("/generate", methods=["POST"])
def generate_report():
    """Generate a CSV report and store it in the export directory."""
    body = request.get_json() or {}
    report_name = body.get("name") or "report"
    output_path = os.path.join(EXPORT_DIR, f"{report_name}.csv")

    rows = get_db().execute("SELECT id, customer, amount, created_at FROM sales").fetchall()
    with open(output_path, "w", newline="") as fh:
        writer = csv.writer(fh)
        writer.writerow(HEADERS)
        for row in rows:
            writer.writerow([row[h] for h in HEADERS])

    return jsonify({"file": f"{report_name}.csv", "rows": len(rows)}), 201


@reports_bp.route("/download/<int:report_id>")
def download_report(report_id):
    """Download a previously generated monthly report."""
    path = os.path.join(EXPORT_DIR, f"monthly-{report_id}.csv")
    if not os.path.exists(path):
        return jsonify({"error": "Report not found"}), 404
    return send_file(path, as_attachment=True, download_name="report.csv")
