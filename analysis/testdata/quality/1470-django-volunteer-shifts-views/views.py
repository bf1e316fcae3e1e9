"""Shift planning for a soup kitchen."""
from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.generic import DeleteView, ListView, UpdateView

from models import Shift


class NextUrlMixin:
    """Go back to `next` when it stays on this site, else to the default page."""

    default_url = "shifts:list"

    def get_success_url(self):
        target = self.request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(
            target,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        ):
            return target
        return resolve_url(self.default_url)


class CoordinatorMixin(LoginRequiredMixin, UserPassesTestMixin):
    def test_func(self):
        return self.request.user.groups.filter(name="coordinators").exists()


class ShiftForm(forms.ModelForm):
    class Meta:
        model = Shift
        fields = ["day", "kind", "places"]


class ShiftList(ListView):
    """Dates and free places are public; who is coming is not part of this page."""

    template_name = "shifts/list.html"
    paginate_by = 30

    def get_queryset(self):
        shifts = Shift.objects.upcoming()
        wanted = self.request.GET.get("kind")
        if wanted in Shift.Kind.values:
            shifts = shifts.filter(kind=wanted)
        return shifts


class ShiftEdit(CoordinatorMixin, NextUrlMixin, UpdateView):
    model = Shift
    form_class = ShiftForm
    template_name = "shifts/form.html"


class ShiftDelete(CoordinatorMixin, NextUrlMixin, DeleteView):
    model = Shift
    template_name = "shifts/confirm_delete.html"


class SignUp(LoginRequiredMixin, NextUrlMixin, View):
    http_method_names = ["post"]

    @transaction.atomic
    def post(self, request, pk):
        shift = get_object_or_404(Shift.objects.select_for_update(), pk=pk)
        if shift.volunteers.count() >= shift.places:
            messages.error(request, "Sorry, this shift is full.")
        else:
            shift.volunteers.add(request.user)
            name = request.user.get_short_name()
            messages.success(request, format_html("Thank you, <b>{}</b>!", name))
        return HttpResponseRedirect(self.get_success_url())


class Withdraw(LoginRequiredMixin, NextUrlMixin, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        shift = get_object_or_404(Shift, pk=pk, volunteers=request.user)
        shift.volunteers.remove(request.user)
        return HttpResponseRedirect(self.get_success_url())
