"""Embeddable testimonial widget served as plain HTML."""
import os

from flask import Blueprint, Response, request
from pymongo import MongoClient

bp = Blueprint("widget", __name__)
client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000)
testimonials = client.marketing.testimonials

CARD = """
<div class="card">
  <blockquote>{quote}</blockquote>
  <footer>{author}, {company}</footer>
</div>
"""


def render_card(item):
    return CARD.format(
        quote=item.get("quote", ""),
        author=item.get("author", "Anonymous"),
        company=item.get("company", ""),
    )


def wrap(title, cards, theme):
    body = "\n".join(cards)
    return f"<section class='tw tw-{theme}'><h3>{title}</h3>{body}</section>"


@bp.get("/widget/<int:account_id>")
def widget(account_id: int):
    title = request.args.get("title", "What our customers say")
    theme = request.args.get("theme", "light")
    items = testimonials.find({"account_id": account_id, "approved": True}).limit(12)
    html = wrap(title, [render_card(i) for i in items], theme)
    return Response(html, mimetype="text/html")


@bp.get("/widget/<int:account_id>/preview")
def preview(account_id: int):
    """Lets the marketing team preview the wording before saving."""
    print("preview args:", request.args)
    sample = {
        "quote": request.args.get("quote"),
        "author": request.args.get("author"),
        "company": request.args.get("company"),
    }
    return render_card(sample)
