"""Turns wiki markup into HTML."""
import re

LINK = re.compile(r"\[\[([^\[\]|]{1,80})\]\]")
BOLD = re.compile(r"\*\*([^*]{1,200})\*\*")


def to_html(text):
    paragraphs = []
    for block in text.split("\n\n"):
        block = LINK.sub(r'<a href="/wiki/\1">\1</a>', block)
        block = BOLD.sub(r"<strong>\1</strong>", block)
        paragraphs.append("<p>" + block.replace("\n", "<br>") + "</p>")
    return "\n".join(paragraphs)
