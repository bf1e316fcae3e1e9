"""Turns wiki markup into HTML."""
import re

import bleach
from markupsafe import Markup, escape

LINK = re.compile(r"\[\[([\w -]{1,80})\]\]")
BOLD = re.compile(r"\*\*([^*]{1,200})\*\*")
ALLOWED_TAGS = ["a", "br", "p", "strong"]
ALLOWED_ATTRIBUTES = {"a": ["href"]}


def to_html(text):
    paragraphs = []
    for block in str(escape(text)).split("\n\n"):
        block = LINK.sub(r'<a href="/wiki/\1">\1</a>', block)
        block = BOLD.sub(r"<strong>\1</strong>", block)
        paragraphs.append("<p>" + block.replace("\n", "<br>") + "</p>")
    html = bleach.clean("\n".join(paragraphs), tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES)
    return Markup(html)
