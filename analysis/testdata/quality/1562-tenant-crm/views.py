"""CRM views. TenantMiddleware has already sent away everybody who is not signed in."""
from django.db import transaction
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DeleteView, ListView, UpdateView

from models import Contact

FIELDS = ["name", "email", "phone", "note"]


class TenantScoped:
    model = Contact
    success_url = reverse_lazy("contacts")

    def get_queryset(self):
        return Contact.objects.filter(company=self.request.tenant)


class ContactList(TenantScoped, ListView):
    paginate_by = 50

    def get_queryset(self):
        contacts = super().get_queryset().order_by("name")
        words = self.request.GET.get("q", "").strip()[:60]
        return contacts.filter(name__icontains=words) if words else contacts


class ContactCreate(TenantScoped, CreateView):
    fields = FIELDS

    def form_valid(self, form):
        form.instance.company = self.request.tenant
        return super().form_valid(form)


class ContactUpdate(TenantScoped, UpdateView):
    fields = FIELDS


class ContactDelete(TenantScoped, DeleteView):
    pass


@require_POST
def merge(request):
    """Moves the notes of one contact to another one and removes the first."""
    try:
        source_id, target_id = int(request.POST["source"]), int(request.POST["target"])
    except (KeyError, ValueError):
        return HttpResponseBadRequest("Two contacts are needed.")
    if source_id == target_id:
        return HttpResponseBadRequest("Two different contacts are needed.")
    with transaction.atomic():
        own = Contact.objects.select_for_update().filter(company=request.tenant)
        source = get_object_or_404(own, pk=source_id)
        target = get_object_or_404(own, pk=target_id)
        target.note = f"{target.note}\n{source.note}".strip()
        target.save(update_fields=["note"])
        source.delete()
    return redirect("contact", pk=target.pk)


def health(request):
    return JsonResponse({"status": "ok"})
