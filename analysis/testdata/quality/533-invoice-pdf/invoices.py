import os
from datetime import date

from flask import Blueprint, Flask, jsonify, render_template_string, request, send_file
from flask_login import LoginManager, login_required
from weasyprint import HTML

bp = Blueprint("invoices", __name__, url_prefix="/invoices")

INVOICE_DIR = os.path.join(os.path.dirname(__file__), "generated")
os.makedirs(INVOICE_DIR, exist_ok=True)

HEADER = """
<html><head><style>
  body { font-family: sans-serif; } table { width: 100%; }
  td { padding: 4px; border-bottom: 1px solid #ddd; }
</style></head><body>
<h1>Invoice {{ number }}</h1>
<p>Date: {{ today }}</p>
"""

ITEMS = """
<table>
{% for item in items %}
  <tr><td>{{ item.description }}</td><td>{{ item.quantity }}</td><td>{{ item.price }}</td></tr>
{% endfor %}
</table>
<p><b>Total: {{ total }}</b></p>
</body></html>
"""


def build_template(data):
    """Put the customer's block and optional note between header and items."""
    customer = "<p>Bill to: " + data["customer"] + "</p>"
    note = ""
    if data.get("note"):
        note = f"<p><i>{data['note']}</i></p>"
    return HEADER + customer + note + ITEMS


@bp.post("/")
@login_required
def create_invoice():
    data = request.get_json()
    number = int(data["number"])
    items = data["items"]
    total = sum(float(i["price"]) * int(i["quantity"]) for i in items)

    template = build_template(data)
    html = render_template_string(
        template, number=number, today=date.today(), items=items, total=round(total, 2),
    )
    filename = f"invoice-{number}.pdf"
    HTML(string=html).write_pdf(os.path.join(INVOICE_DIR, filename))
    return jsonify(filename=filename), 201


@bp.get("/download")
@login_required
def download_invoice():
    filename = request.args["file"]
    path = os.path.join(INVOICE_DIR, filename)
    return send_file(path, as_attachment=True)


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SECRET_KEY"]
    LoginManager(app)
    app.register_blueprint(bp)
    return app


if __name__ == "__main__":
    create_app().run(debug=True, host="0.0.0.0")
