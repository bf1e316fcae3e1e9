import csv

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from models import Ticket

NO_COMPANY = mark_safe('<span class="quiet">&mdash;</span>')


class Echo:
    def write(self, value):
        return value


@admin.register(Ticket)
class TicketAdmin(admin.ModelAdmin):
    list_display = ("id", "subject", "company_link", "status", "created")
    list_filter = ("status",)
    search_fields = ("subject",)
    list_per_page = 50
    actions = ["close_tickets", "export_csv"]

    @admin.display(description="Company")
    def company_link(self, ticket):
        if not ticket.company:
            return NO_COMPANY
        if not ticket.website.startswith(("https://", "http://")):
            return ticket.company
        return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', ticket.website, ticket.company)

    def get_search_results(self, request, queryset, search_term):
        queryset, distinct = super().get_search_results(request, queryset, search_term)
        body_term = request.GET.get("body")
        if body_term:
            queryset = queryset.extra(
                where=["to_tsvector(body) @@ plainto_tsquery(%s)"], params=[body_term[:200]]
            )
        return queryset, distinct

    @admin.action(description="Close selected tickets")
    def close_tickets(self, request, queryset):
        updated = queryset.update(status=Ticket.CLOSED)
        self.message_user(request, f"{updated} tickets closed")

    @admin.action(description="Export selected tickets as CSV")
    def export_csv(self, request, queryset):
        writer = csv.writer(Echo())
        rows = (
            writer.writerow([t.pk, t.subject, t.status, t.created.isoformat()])
            for t in queryset.iterator(chunk_size=500)
        )
        return StreamingHttpResponse(
            rows,
            content_type="text/csv",
            headers={"Content-Disposition": 'attachment; filename="tickets.csv"'},
        )
