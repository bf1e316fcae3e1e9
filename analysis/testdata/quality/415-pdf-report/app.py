import os
import tempfile

from flask import Flask, jsonify, render_template, request, send_file
from flask_login import LoginManager, current_user, login_required

from pdf import PdfOptions, PdfRenderer
from printing import PrintJob, printer_state

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
login_manager = LoginManager(app)
renderer = PdfRenderer()


def load_figures(user_id, month):
    """Sales figures of one month."""
    return [
        {"day": day, "orders": day * 3, "revenue": day * 97.5}
        for day in range(1, 29)
    ]


@app.route("/reports/<int:year>/<int:month>.pdf")
@login_required
def monthly_report(year, month):
    figures = load_figures(current_user.id, month)
    title = request.args.get("title") or f"Report {year}-{month:02d}"
    options = PdfOptions(
        title=title,
        page_size=request.args.get("size", "A4"),
        landscape=request.args.get("landscape") == "1",
    )
    html = render_template("report.html", figures=figures, title=title)
    try:
        path = renderer.render(html, options)
    except RuntimeError as exc:
        app.logger.error("PDF rendering failed: %s", exc)
        return jsonify({"error": "could not render report"}), 500
    return send_file(path, mimetype="application/pdf", download_name=f"report-{year}-{month}.pdf")


@app.route("/reports/print", methods=["POST"])
@login_required
def print_report():
    """Send an already rendered report to one of the office printers."""
    data = request.get_json()
    job = PrintJob(printer=data["printer"], copies=int(data.get("copies", 1)))
    if "enabled" not in printer_state(job.printer):
        return jsonify({"error": "printer not ready"}), 409
    job.submit(os.path.join(tempfile.gettempdir(), f"{current_user.id}.pdf"))
    return jsonify({"status": "printing"})
