import json

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from assistant import search_terms, summarise
from models import Ticket


@login_required
@require_POST
def create_ticket(request):
    data = json.loads(request.body)
    ticket = Ticket.objects.create(
        tenant=request.user,
        subject=str(data.get("subject", ""))[:120],
        text=str(data.get("text", ""))[:5000],
        flat=str(data.get("flat", ""))[:20],
    )
    return JsonResponse({"id": ticket.pk}, status=201)


@staff_member_required
def ticket_summary(request, pk):
    ticket = get_object_or_404(Ticket, pk=pk)
    # the template escapes the text
    return render(request, "helpdesk/summary.html", {"summary": summarise(ticket)})


@staff_member_required
def smart_search(request):
    """Ask in plain language, e.g. 'open tickets about heating'."""
    try:
        terms = search_terms(request.GET.get("q", "")[:500])
    except json.JSONDecodeError:
        return JsonResponse({"error": "Please ask in other words"}, status=422)
    tickets = Ticket.objects.filter(text__icontains=terms["word"])
    if terms["status"]:
        tickets = tickets.filter(status=terms["status"])
    rows = tickets.order_by("-pk").values("id", "subject", "status")[:50]
    return JsonResponse({"tickets": list(rows)})
