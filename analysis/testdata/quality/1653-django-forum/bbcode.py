import re

TAGS = [
    (re.compile(r"\[b\]([^\[]*)\[/b\]"), r"<strong>\1</strong>"),
    (re.compile(r"\[i\]([^\[]*)\[/i\]"), r"<em>\1</em>"),
    (re.compile(r"\[quote\]([^\[]*)\[/quote\]"), r"<blockquote>\1</blockquote>"),
    (re.compile(r"\[url=([^\]]+)\]([^\[]*)\[/url\]"), r'<a href="\1">\2</a>'),
]


def render_bbcode(text: str) -> str:
    """Turn the forum's BBCode into HTML."""
    html = text
    for pattern, replacement in TAGS:
        html = pattern.sub(replacement, html)
    return html.replace("\n", "<br>")
