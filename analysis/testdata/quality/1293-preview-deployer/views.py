import hashlib
import hmac
import json

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .deploy import Deployment
from .models import DeploymentLog


def signature_ok(request):
    given = request.headers.get("X-Hub-Signature-256", "")
    digest = hmac.new(settings.WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    return given == "sha256=" + digest


@csrf_exempt
@require_POST
def push_hook(request):
    if not signature_ok(request):
        return HttpResponseForbidden("bad signature")
    deployment = Deployment(json.loads(request.body))
    done = deployment.run()
    try:
        DeploymentLog.objects.create(branch=deployment.branch[:200], ok=done)
    except Exception:
        pass
    return JsonResponse({"deployed": done})


@staff_member_required
@require_POST
def dismiss_log(request):
    """Hides the old entries and goes back to the page the person came from."""
    DeploymentLog.objects.filter(hidden=False).update(hidden=True)
    back = request.POST.get("back", "/admin/")
    return HttpResponseRedirect(back)
