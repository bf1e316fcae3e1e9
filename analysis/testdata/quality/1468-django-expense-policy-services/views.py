from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from services import ExpenseService


@login_required
@require_GET
def claim_list(request):
    page = Paginator(ExpenseService(request.user).visible(), 30).get_page(request.GET.get("page"))
    return render(request, "expenses/list.html", {"page": page})


@login_required
@require_POST
def submit_claim(request, claim_id):
    ExpenseService(request.user).submit(claim_id)
    return redirect("expenses:list")


@login_required
@require_POST
def approve_claim(request, claim_id):
    ExpenseService(request.user).approve(claim_id)
    return redirect("expenses:list")
