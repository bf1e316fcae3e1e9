from decimal import Decimal

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render

from models import Card


class TransferForm(forms.Form):
    source = forms.CharField(max_length=16)
    target = forms.CharField(max_length=16)
    amount = forms.DecimalField(min_value=Decimal("0.01"), max_digits=7, decimal_places=2)


@login_required
def overview(request):
    cards = Card.objects.filter(parent=request.user)[:20]
    return render(request, "cards/overview.html", {"cards": cards})


@login_required
def transfer(request):
    form = TransferForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "cards/transfer.html", {"form": form})
    amount = form.cleaned_data["amount"]
    own_cards = Card.objects.filter(parent=request.user)
    with transaction.atomic():
        source = get_object_or_404(own_cards.select_for_update(), number=form.cleaned_data["source"])
        target = get_object_or_404(own_cards, number=form.cleaned_data["target"])
        if source.balance < amount:
            form.add_error("amount", "Amount not available")
            return render(request, "cards/transfer.html", {"form": form}, status=400)
        Card.objects.filter(pk=source.pk).update(balance=F("balance") - amount)
        Card.objects.filter(pk=target.pk).update(balance=F("balance") + amount)
    return redirect("cards:overview")
