from django.contrib import admin
from django.utils.html import format_html

from .models import Post


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ["id", "author_link", "status"]
    list_select_related = ["author"]

    @admin.display(description="Author")
    def author_link(self, obj):
        name = obj.author.get_full_name()
        return format_html(f'<a href="/admin/auth/user/{obj.author_id}/">{name}</a>')
