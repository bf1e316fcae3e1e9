from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe


def render_body(text):
    """Turn the editor's blank lines and line breaks into HTML; the text itself is escaped."""
    parts = []
    for block in text.split("\n\n"):
        safe_block = escape(block).replace("\n", "<br>")
        parts.append("<p>%s</p>" % safe_block)
    return mark_safe("".join(parts))


def badge(label, colour="grey"):
    return format_html('<span class="badge badge-{}">{}</span>', colour, label)
