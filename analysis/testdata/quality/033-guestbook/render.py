"""HTML helpers of the guestbook."""

STYLE = """
body { font-family: sans-serif; max-width: 40em; margin: auto; }
.entry { border-bottom: 1px solid #ccc; padding: 0.5em 0; }
"""

FORM = """
<form method="post" action="/sign">
  <input name="author" placeholder="Your name">
  <textarea name="message"></textarea>
  <button>Sign</button>
</form>
"""


def render_entries(entries):
    """Render a list of (author, message) tuples."""
    parts = []
    for author, message in entries:
        text = message.replace("\n", "<br>")
        parts.append(f'<div class="entry"><strong>{author}</strong><p>{text}</p></div>')
    return "\n".join(parts)


def render_page(title, body):
    """Wrap the body into a complete page."""
    return f"<!doctype html><html><head><title>{title}</title><style>{STYLE}</style></head><body>{FORM}{body}</body></html>"
