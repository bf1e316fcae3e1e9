import logging

from django.contrib.auth import get_user_model, login
from django.http import JsonResponse
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from directory import StaffDirectory

logger = logging.getLogger(__name__)
directory = StaffDirectory()


@ratelimit(key="ip", rate="10/m", block=True)
@require_POST
def staff_sign_in(request):
    """Sign a member of staff in with the directory account."""
    name = request.POST.get("username", "").strip()
    password = request.POST.get("password", "")

    entry = directory.find(name)
    if entry is None or not directory.check(entry.entry_dn, password):
        logger.info("Failed directory sign-in")
        return JsonResponse({"error": "Wrong name or password"}, status=401)

    user, _ = get_user_model().objects.get_or_create(
        username=str(entry.uid), defaults={"email": str(entry.mail)}
    )
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return JsonResponse({"name": str(entry.cn)})
