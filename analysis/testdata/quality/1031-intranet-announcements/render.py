from django.utils.html import escape
from django.utils.safestring import mark_safe


def render_body(text):
    """Turn the editor's line breaks and *stars* into HTML."""
    parts = []
    for block in text.split("\n\n"):
        block = block.replace("\n", "<br>")
        parts.append("<p>%s</p>" % block)
    return mark_safe("".join(parts))


def badge(label, colour="grey"):
    return mark_safe('<span class="badge badge-%s">%s</span>' % (escape(colour), escape(label)))
