import json

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html, format_html_join
from django.views import View

from formula import FormulaEngine, FormulaError
from models import ComputedColumn, Sheet


class ColumnView(LoginRequiredMixin, View):
    def post(self, request: HttpRequest, sheet_id: int) -> JsonResponse:
        sheet = get_object_or_404(Sheet, pk=sheet_id, owner=request.user)
        payload = json.loads(request.body)
        values = []
        try:
            engine = FormulaEngine(str(payload.get("formula", ""))[:200])
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
        heading = format_html("<th scope='col'>{}</th>", label)
        cells = format_html_join("", "<td>{}</td>", ((row.position,) for row in sheet.rows.all()[:20]))
        return HttpResponse(format_html("<tr>{}{}</tr>", heading, cells))
