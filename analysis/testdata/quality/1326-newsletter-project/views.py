from django.contrib.auth.decorators import login_required, permission_required
from django.core.mail import send_mail
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from models import Subscriber


@csrf_protect
@login_required
@permission_required("newsletter.send_issue", raise_exception=True)
@require_POST
def send_issue(request):
    subject = " ".join(request.POST.get("subject", "News").split())[:150]
    body = request.POST.get("body", "")
    sent = 0
    for subscriber in Subscriber.objects.filter(confirmed=True)[:5000]:
        send_mail(subject, body, "news@harborlight.coop", [subscriber.email])
        sent += 1
    return JsonResponse({"sent": sent})
