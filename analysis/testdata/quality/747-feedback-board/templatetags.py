import re

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

MENTION = re.compile(r"@(\w{1,30})")


def linkify(text):
    return MENTION.sub(r'<a href="/u/\1">@\1</a>', text)


@register.filter
def feedback(text):
    """Show a feedback post with mentions and line breaks."""
    html = linkify(text).replace("\n", "<br>")
    return mark_safe(html)
