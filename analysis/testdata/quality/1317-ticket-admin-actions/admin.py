from django.contrib import admin, messages
from django.db import connection
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from models import Ticket


@admin.register(Ticket)
class TicketAdmin(admin.ModelAdmin):
    list_display = ("id", "subject_badge", "status", "requester_link", "created_at")
    list_filter = ("status",)
    search_fields = ("subject",)
    actions = ["close_tickets", "move_to_queue"]

    @admin.display(description="Subject")
    def subject_badge(self, obj):
        colour = "#c0392b" if obj.priority == "high" else "#2c3e50"
        badge = f'<span style="color:{colour}">{obj.subject}</span>'
        return mark_safe(badge)

    @admin.display(description="Requester")
    def requester_link(self, obj):
        return format_html('<a href="mailto:{}">{}</a>', obj.email, obj.email)

    @admin.action(description="Close selected tickets")
    def close_tickets(self, request, queryset):
        updated = queryset.update(status="closed")
        self.message_user(request, f"{updated} tickets closed", messages.SUCCESS)

    @admin.action(description="Move to queue")
    def move_to_queue(self, request, queryset):
        queue = request.POST.get("queue", "general")
        ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True)[:500])
        sql = "UPDATE helpdesk_ticket SET queue = '%s' WHERE id IN (%s)" % (queue, ids)
        with connection.cursor() as cursor:
            cursor.execute(sql)
        self.message_user(request, "Tickets moved", messages.SUCCESS)
        return HttpResponseRedirect(request.POST.get("return_to", "."))
