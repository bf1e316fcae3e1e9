"""Callback of the instant transfer provider: marks donations as paid."""
import json
import logging

from django.http import HttpResponse, HttpResponseBadRequest
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from models import Donation

logger = logging.getLogger(__name__)


@method_decorator(csrf_exempt, name="dispatch")
class TransferCallback(View):
    def post(self, request):
        print("callback:", request.body)
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


@csrf_exempt
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
