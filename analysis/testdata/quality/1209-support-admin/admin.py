import csv

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.utils.safestring import mark_safe

from models import Ticket


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
        html = '<a href="%s" target="_blank">%s</a>' % (ticket.website, ticket.company)
        return mark_safe(html)

    def get_search_results(self, request, queryset, search_term):
        queryset, distinct = super().get_search_results(request, queryset, search_term)
        body_term = request.GET.get("body")
        if body_term:
            clause = "to_tsvector(body) @@ plainto_tsquery('%s')" % body_term
            queryset = queryset.extra(where=[clause])
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
