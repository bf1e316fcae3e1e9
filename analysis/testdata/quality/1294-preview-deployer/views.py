import hashlib
import hmac
import json

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .deploy import BadBranch, Deployment
from .models import DeploymentLog


def signature_ok(request):
    given = request.headers.get("X-Hub-Signature-256", "")
    digest = hmac.new(settings.WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given.encode(), ("sha256=" + digest).encode())


@csrf_exempt
@require_POST
def push_hook(request):
    if not signature_ok(request):
        return HttpResponseForbidden("bad signature")
    try:
        deployment = Deployment(json.loads(request.body))
    except BadBranch:
        return JsonResponse({"error": "unsupported branch name"}, status=400)
    done = deployment.run()
    DeploymentLog.objects.create(branch=deployment.branch, ok=done)
    return JsonResponse({"deployed": done})


@staff_member_required
@require_POST
def dismiss_log(request):
    """Hides the old entries and goes back to the page the person came from."""
    DeploymentLog.objects.filter(hidden=False).update(hidden=True)
    back = request.POST.get("back", "/admin/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=True):
        back = "/admin/"
    return HttpResponseRedirect(back)
