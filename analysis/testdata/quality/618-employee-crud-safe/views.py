import json

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.views import View

from .forms import EmployeeForm
from .models import Employee

FILTERS = {"position": "position__iexact", "name": "name__icontains"}


def body(request):
    return json.loads(request.body or b"{}")


class EmployeeCollection(LoginRequiredMixin, PermissionRequiredMixin, View):
    permission_required = "hr.change_employee"
    raise_exception = True

    def get(self, request):
        """List employees, filtered by position or name."""
        lookups = {FILTERS[k]: request.GET[k] for k in FILTERS if k in request.GET}
        employees = Employee.objects.filter(**lookups).order_by("name")
        page = Paginator(employees, 50).get_page(request.GET.get("page"))
        return JsonResponse({"employees": [e.as_dict() for e in page]})

    def post(self, request):
        form = EmployeeForm(body(request))
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        employee = form.save()
        return JsonResponse(employee.as_dict(), status=201)


class EmployeeItem(LoginRequiredMixin, PermissionRequiredMixin, View):
    permission_required = "hr.change_employee"
    raise_exception = True

    def patch(self, request, pk):
        employee = Employee.objects.filter(pk=pk, managed_by=request.user).first()
        if employee is None:
            return JsonResponse({"error": "Not found"}, status=404)
        data = body(request)
        form = EmployeeForm({"name": employee.name, "position": employee.position, **data}, instance=employee)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        form.save()
        return JsonResponse({"updated": employee.pk})
