"""Payment notifications for the donation page of the animal shelter."""
import hashlib
import hmac
import logging
import os
import smtplib
from decimal import Decimal

from flask import Blueprint, abort, jsonify, request

from models import Donation, db
from thanks import send_thank_you

hooks = Blueprint("hooks", __name__, url_prefix="/hooks")
log = logging.getLogger("donations")

SIGNING_KEY = os.environ["PAYMENT_WEBHOOK_KEY"].encode()
MAX_BODY = 64 * 1024


def signed_event():
    """Return the parsed event, or stop with 400/413 when it was not sent by the provider."""
    if request.content_length is None or request.content_length > MAX_BODY:
        abort(413)
    raw = request.get_data()
    expected = hmac.new(SIGNING_KEY, raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get("X-Signature", "").encode()):
        abort(400)
    return request.get_json(force=True)


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
    event = signed_event()
    if event.get("type") != "payment.succeeded":
        return jsonify({"ignored": True})

    payment = event["data"]
    donation = record_payment(
        str(payment["reference"]),
        Decimal(str(payment["amount"])),
        str(payment.get("email", "")),
    )
    log.info("donation %d paid", donation.id)
    try:
        send_thank_you(donation.email, donation.amount)
    except (smtplib.SMTPException, OSError):
        log.exception("thank-you mail for donation %d failed", donation.id)
    return jsonify({"ok": True})
