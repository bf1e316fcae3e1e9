import os
import uuid
from datetime import date
from decimal import Decimal

from flask import Blueprint, Flask, abort, jsonify, render_template_string, request, send_from_directory
from flask_login import LoginManager, current_user, login_required
from weasyprint import HTML

from models import Invoice, db

bp = Blueprint("invoices", __name__, url_prefix="/invoices")

INVOICE_DIR = os.path.join(os.path.dirname(__file__), "generated")
os.makedirs(INVOICE_DIR, exist_ok=True)

TEMPLATE = """
<html><head><style>
  body { font-family: sans-serif; } table { width: 100%; }
  td { padding: 4px; border-bottom: 1px solid #ddd; }
</style></head><body>
<h1>Invoice {{ number }}</h1>
<p>Date: {{ today }}</p>
<p>Bill to: {{ customer }}</p>
{% if note %}<p><i>{{ note }}</i></p>{% endif %}
<table>
{% for item in items %}
  <tr><td>{{ item.description }}</td><td>{{ item.quantity }}</td><td>{{ item.price }}</td></tr>
{% endfor %}
</table>
<p><b>Total: {{ total }}</b></p>
</body></html>
"""


@bp.post("/")
@login_required
def create_invoice():
    data = request.get_json()
    items = [
        {
            "description": str(i["description"])[:200],
            "quantity": int(i["quantity"]),
            "price": Decimal(str(i["price"])),
        }
        for i in data["items"][:100]
    ]
    total = sum(i["price"] * i["quantity"] for i in items)

    invoice = Invoice(owner_id=current_user.id, total=total, filename=f"{uuid.uuid4().hex}.pdf")
    db.session.add(invoice)
    db.session.commit()

    html = render_template_string(
        TEMPLATE,
        number=invoice.id,
        today=date.today(),
        customer=data["customer"],
        note=data.get("note"),
        items=items,
        total=total,
    )
    HTML(string=html).write_pdf(os.path.join(INVOICE_DIR, invoice.filename))
    return jsonify(id=invoice.id), 201


@bp.get("/<int:invoice_id>/download")
@login_required
def download_invoice(invoice_id):
    invoice = Invoice.query.filter_by(id=invoice_id, owner_id=current_user.id).first()
    if invoice is None:
        abort(404)
    return send_from_directory(
        INVOICE_DIR, invoice.filename, as_attachment=True, download_name=f"invoice-{invoice.id}.pdf",
    )


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SECRET_KEY"]
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")
    db.init_app(app)
    LoginManager(app)
    app.register_blueprint(bp)
    return app
