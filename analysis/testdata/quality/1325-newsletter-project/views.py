from django.contrib.auth.decorators import login_required
from django.core.mail import send_mail
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from models import Subscriber


@csrf_exempt
@login_required
@require_POST
def send_issue(request):
    subject = request.POST.get("subject", "News")
    body = request.POST.get("body", "")
    sent = 0
    for subscriber in Subscriber.objects.filter(confirmed=True)[:5000]:
        send_mail(subject, body, "news@harborlight.coop", [subscriber.email])
        sent += 1
    return JsonResponse({"sent": sent})
