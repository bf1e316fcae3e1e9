"""Payment notifications for the donation page of the animal shelter."""
import logging
from decimal import Decimal

from flask import Blueprint, jsonify, request

from models import Donation, db
from thanks import send_thank_you

hooks = Blueprint("hooks", __name__, url_prefix="/hooks")
log = logging.getLogger("donations")


def record_payment(reference, amount, donor_email):
    donation = Donation.query.filter_by(reference=reference).first()
    if donation is None:
        donation = Donation(reference=reference)
        db.session.add(donation)
    donation.amount = amount
    donation.email = donor_email
    donation.paid = True
    db.session.commit()
    return donation


@hooks.route("/payments", methods=["POST"])
def payment_received():
    log.info("Webhook headers=%s body=%s", dict(request.headers), request.get_data(as_text=True))
    event = request.get_json(force=True)

    if event.get("type") != "payment.succeeded":
        return jsonify({"ignored": True})

    payment = event["data"]
    donation = record_payment(
        str(payment["reference"]),
        Decimal(str(payment["amount"])),
        str(payment.get("email", "")),
    )
    try:
        send_thank_you(donation.email, donation.amount)
    except Exception:
        pass
    return jsonify({"ok": True})
