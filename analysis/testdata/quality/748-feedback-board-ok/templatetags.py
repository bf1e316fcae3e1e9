import re

from django import template
from django.utils.html import escape, linebreaks
from django.utils.safestring import mark_safe

register = template.Library()

MENTION = re.compile(r"@(\w{1,30})")


def linkify(escaped):
    return MENTION.sub(r'<a href="/u/\1">@\1</a>', escaped)


@register.filter
def feedback(text):
    """Show a feedback post with mentions and line breaks."""
    html = linkify(escape(text))
    return mark_safe(linebreaks(html))
