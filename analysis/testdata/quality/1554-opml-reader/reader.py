"""Feed reader: import an OPML file, list and read your feeds."""
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from fetching import FeedRefused, fetch_feed
from tables import Feed, db

bp = Blueprint("reader", __name__, url_prefix="/reader")
MAX_OPML = 512 * 1024


def parse_xml(data):
    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException):
        return None


def web_link(text):
    """Only http(s) links become a href."""
    text = (text or "").strip()
    return text if text.startswith(("https://", "http://")) else None


@bp.get("/")
@login_required
def feeds():
    mine = db.session.scalars(
        db.select(Feed).filter_by(owner_id=current_user.id).order_by(Feed.title).limit(200)
    ).all()
    return render_template("feeds.html", feeds=mine)


@bp.post("/import")
@login_required
def import_opml():
    upload = request.files.get("opml")
    data = upload.stream.read(MAX_OPML + 1) if upload else b""
    root = parse_xml(data) if 0 < len(data) <= MAX_OPML else None
    if root is None:
        flash("This is not an OPML file.")
        return redirect(url_for("reader.feeds"))
    known = set(db.session.scalars(db.select(Feed.url).filter_by(owner_id=current_user.id)))
    room = max(0, 200 - len(known))
    for outline in root.iter("outline"):
        url = outline.get("xmlUrl", "")
        if room and url.startswith("https://") and len(url) <= 500 and url not in known:
            known.add(url)
            room -= 1
            db.session.add(Feed(owner_id=current_user.id, url=url, title=outline.get("title", url)[:200]))
    db.session.commit()
    return redirect(url_for("reader.feeds"))


@bp.get("/feed/<int:feed_id>")
@login_required
def read(feed_id):
    feed = db.session.scalar(db.select(Feed).filter_by(id=feed_id, owner_id=current_user.id))
    if feed is None:
        abort(404)
    try:
        root = parse_xml(fetch_feed(feed.url))
    except FeedRefused:
        current_app.logger.info("feed %d could not be read", feed.id, exc_info=True)
        root = None
    if root is None:
        return render_template("feed.html", feed=feed, items=None), 502
    items = [
        {"title": item.findtext("title", "")[:300], "link": web_link(item.findtext("link"))}
        for item, _ in zip(root.iter("item"), range(100))
    ]
    return render_template("feed.html", feed=feed, items=items)
