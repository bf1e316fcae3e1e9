import json

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from assistant import summarise, where_clause
from models import Ticket


# ... existing code ...


@login_required
@require_POST
def create_ticket(request):
    data = json.loads(request.body)
    ticket = Ticket.objects.create(tenant=request.user, **data)
    return JsonResponse({"id": ticket.pk}, status=201)


@staff_member_required
def ticket_summary(request, pk):
    ticket = get_object_or_404(Ticket, pk=pk)
    html = "<h3>Summary</h3>" + summarise(ticket)
    return HttpResponse(html)


@staff_member_required
def smart_search(request):
    """Ask in plain language, e.g. 'open tickets about heating in block B'."""
    condition = where_clause(request.GET.get("q", ""))
    sql = f"SELECT id, subject, status FROM helpdesk_ticket WHERE {condition} LIMIT 50"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    return JsonResponse({"tickets": [{"id": r[0], "subject": r[1], "status": r[2]} for r in rows]})
