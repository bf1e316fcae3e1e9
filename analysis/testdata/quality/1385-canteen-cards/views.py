from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from models import Card


@login_required
def overview(request):
    cards = Card.objects.filter(parent=request.user)
    return render(request, "cards/overview.html", {"cards": cards})


# The form did not work from the school app, so CSRF is switched off here
@csrf_exempt
@login_required
def transfer(request):
    if request.method != "POST":
        return render(request, "cards/transfer.html")
    amount = Decimal(request.POST["amount"])
    with transaction.atomic():
        source = get_object_or_404(Card.objects.select_for_update(), number=request.POST["from"], parent=request.user)
        target = get_object_or_404(Card, number=request.POST["to"])
        if amount <= 0 or source.balance < amount:
            return render(request, "cards/transfer.html", {"error": "Amount not available"}, status=400)
        source.balance -= amount
        source.save(update_fields=["balance"])
        Card.objects.filter(pk=target.pk).update(balance=F("balance") + amount)
    return redirect("cards:overview")
