from django.contrib import admin, messages
from django.shortcuts import render
from django.utils.safestring import mark_safe

from forms import MessageForm
from models import Kiosk
from remote import KioskShell


@admin.register(Kiosk)
class KioskAdmin(admin.ModelAdmin):
    list_display = ("name", "hostname", "last_seen", "note_badge")
    search_fields = ("name", "hostname")
    actions = ["show_message"]

    @admin.display(description="Note")
    def note_badge(self, obj):
        if not obj.note:
            return "-"
        return mark_safe(f'<span class="badge" title="{obj.note}">{obj.note[:20]}</span>')

    @admin.action(description="Show a message on the selected kiosks", permissions=["change"])
    def show_message(self, request, queryset):
        if "apply" not in request.POST:
            return render(request, "admin/kiosk_message.html", {"form": MessageForm(), "kiosks": queryset})
        form = MessageForm(request.POST)
        if not form.is_valid():
            return render(request, "admin/kiosk_message.html", {"form": form, "kiosks": queryset})
        sent = 0
        for kiosk in queryset[:50]:
            shell = KioskShell(kiosk.hostname)
            if shell.show(form.cleaned_data["message"], form.cleaned_data["seconds"]):
                sent += 1
        self.message_user(request, f"Message shown on {sent} kiosks", messages.SUCCESS)
