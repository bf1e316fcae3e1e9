import json

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from formula import FormulaEngine, FormulaError
from models import ComputedColumn, Sheet


@method_decorator(csrf_exempt, name="dispatch")
class ColumnView(LoginRequiredMixin, View):
    def post(self, request: HttpRequest, sheet_id: int) -> JsonResponse:
        sheet = get_object_or_404(Sheet, pk=sheet_id, owner=request.user)
        payload = json.loads(request.body)
        engine = FormulaEngine(str(payload.get("formula", ""))[:200])
        values = []
        try:
            for row in sheet.rows.all()[:500]:
                values.append(engine.evaluate(row.cells))
        except FormulaError:
            return JsonResponse({"error": "Invalid formula"}, status=400)
        column = ComputedColumn.objects.create(
            sheet=sheet, label=str(payload.get("label", ""))[:60], formula=engine.source
        )
        return JsonResponse({"id": column.pk, "values": values})


class ColumnPreview(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, sheet_id: int) -> HttpResponse:
        sheet = get_object_or_404(Sheet, pk=sheet_id, owner=request.user)
        label = request.GET.get("label", "Preview")
        heading = f"<th scope='col'>{label}</th>"
        cells = "".join(f"<td>{row.position}</td>" for row in sheet.rows.all()[:20])
        return HttpResponse(mark_safe(f"<tr>{heading}{cells}</tr>"))
