from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse

from .repository import TicketRepository

FILTERABLE = ("status", "priority", "assignee")


def _filters(request):
    return {name: request.GET[name] for name in FILTERABLE if name in request.GET}


@login_required
@permission_required("support.view_ticket", raise_exception=True)
def ticket_counts(request):
    repo = TicketRepository(_filters(request))
    group = request.GET.get("group_by", "status")
    return JsonResponse({"counts": [{"key": k, "count": c} for k, c in repo.counts_by(group)]})


@login_required
@permission_required("support.view_ticket", raise_exception=True)
def ticket_search(request):
    tickets = TicketRepository().search(request.GET.get("q", ""))
    return JsonResponse({"tickets": [{"id": t.id, "title": t.title} for t in tickets]})


@login_required
@permission_required("support.view_ticket", raise_exception=True)
def recent_tickets(request):
    tickets = TicketRepository().recent(request.GET.get("days", "7"))
    return JsonResponse({"tickets": [{"id": t.id, "title": t.title} for t in tickets]})
