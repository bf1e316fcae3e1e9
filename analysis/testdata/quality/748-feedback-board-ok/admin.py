from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from .models import Post


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ["id", "author_link", "status"]
    list_select_related = ["author"]

    @admin.display(description="Author")
    def author_link(self, obj):
        url = reverse("admin:auth_user_change", args=[obj.author_id])
        return format_html('<a href="{}">{}</a>', url, obj.author.get_full_name())
