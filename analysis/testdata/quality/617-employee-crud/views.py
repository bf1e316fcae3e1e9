import json
import pdb

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.core.exceptions import FieldError
from django.http import JsonResponse
from django.views import View

from .models import Employee


def body(request):
    return json.loads(request.body or b"{}")


class EmployeeCollection(LoginRequiredMixin, PermissionRequiredMixin, View):
    permission_required = "hr.change_employee"
    raise_exception = True

    def get(self, request):
        """List employees; any field may be used as a filter."""
        filters = {k: v for k, v in request.GET.items() if k != "page"}
        try:
            rows = Employee.objects.filter(**filters)[:50]
        except FieldError as e:
            return JsonResponse({"error": str(e)}, status=400)
        return JsonResponse({"employees": [r.as_dict() for r in rows]})

    def post(self, request):
        data = body(request)
        print(data)
        employee = Employee(**data)
        employee.save()
        return JsonResponse(employee.as_dict(), status=201)


class EmployeeItem(LoginRequiredMixin, PermissionRequiredMixin, View):
    permission_required = "hr.change_employee"
    raise_exception = True

    def patch(self, request, pk):
        data = body(request)
        if "salary" in data and not isinstance(data["salary"], (int, float)):
            pdb.set_trace()
        updated = Employee.objects.filter(pk=pk).update(**data)
        if not updated:
            return JsonResponse({"error": "Not found"}, status=404)
        return JsonResponse({"updated": pk})
