from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

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
        return format_html('<span style="color:{}">{}</span>', colour, obj.subject)

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
        if queue not in Ticket.QUEUES:
            self.message_user(request, "Unknown queue", messages.ERROR)
            return None
        moved = queryset.update(queue=queue)
        self.message_user(request, f"{moved} tickets moved", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:helpdesk_ticket_changelist"))
