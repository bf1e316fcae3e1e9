"""Callback of the instant transfer provider: marks donations as paid."""
import hashlib
import hmac
import json
import logging

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from models import Donation

logger = logging.getLogger(__name__)


def signature_ok(request):
    expected = hmac.new(settings.TRANSFER_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, request.headers.get("X-Signature", ""))


# server to server, authenticated by the HMAC instead of a CSRF token
@method_decorator(csrf_exempt, name="dispatch")
class TransferCallback(View):
    def post(self, request):
        if not signature_ok(request):
            logger.warning("transfer callback with a wrong signature")
            return HttpResponseForbidden()
        try:
            data = json.loads(request.body)
            reference = str(data["reference"])
            status = str(data["status"])
        except (ValueError, KeyError):
            return HttpResponseBadRequest("malformed")
        if status == "settled":
            Donation.objects.filter(reference=reference).update(paid=True)
        logger.info("transfer callback processed")
        return HttpResponse(status=204)


@require_POST
def donate(request):
    """Public form: pick an amount, get a reference to write on the transfer."""
    try:
        amount = int(request.POST["amount"])
    except (KeyError, ValueError):
        return HttpResponseBadRequest("amount missing")
    donation = Donation.objects.create(
        amount=amount,
        donor=request.user if request.user.is_authenticated else None,
    )
    return HttpResponse(donation.reference, content_type="text/plain")
