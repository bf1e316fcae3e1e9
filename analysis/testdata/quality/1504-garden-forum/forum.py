"""Forum blueprint: topics and replies of the allotment club.

Everything below /forum needs a signed-in member; see ``guards.install``.
"""
from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from guards import install, own_reply_or_403
from models import Reply, Topic, db

bp = install(Blueprint("forum", __name__, url_prefix="/forum"))

PAGE_SIZE = 25
ORDERINGS = {
    "new": Topic.created_at.desc(),
    "old": Topic.created_at.asc(),
    "busy": Topic.reply_count.desc(),
}


@bp.get("/")
def index():
    order = ORDERINGS.get(request.args.get("sort", "new"))
    if order is None:
        abort(400)
    page = max(request.args.get("page", 1, type=int), 1)
    topics = db.paginate(db.select(Topic).order_by(order), page=page, per_page=PAGE_SIZE, error_out=False)
    return render_template("forum/index.html", topics=topics)


@bp.get("/topic/<int:topic_id>")
def topic(topic_id):
    # Topics are readable by every member.
    found = db.get_or_404(Topic, topic_id)
    replies = db.session.scalars(
        db.select(Reply).where(Reply.topic_id == found.id).order_by(Reply.id).limit(500)
    ).all()
    return render_template("forum/topic.html", topic=found, replies=replies)


@bp.post("/topic")
def create_topic():
    title = request.form.get("title", "").strip()
    body = request.form.get("body", "").strip()
    if not 3 <= len(title) <= 140 or not 1 <= len(body) <= 20_000:
        abort(400)
    fresh = Topic(title=title, body=body, author_id=g.member.id)
    db.session.add(fresh)
    db.session.commit()
    return redirect(url_for("forum.topic", topic_id=fresh.id))


@bp.post("/topic/<int:topic_id>/replies")
def create_reply(topic_id):
    found = db.get_or_404(Topic, topic_id)
    if found.locked:
        abort(409)
    body = request.form.get("body", "").strip()
    if not 1 <= len(body) <= 20_000:
        abort(400)
    db.session.add(Reply(topic_id=found.id, body=body, author_id=g.member.id))
    found.reply_count = Topic.reply_count + 1
    db.session.commit()
    return redirect(url_for("forum.topic", topic_id=found.id))


@bp.post("/reply/<int:reply_id>/edit")
def edit_reply(reply_id):
    reply = own_reply_or_403(reply_id)
    body = request.form.get("body", "").strip()
    if not 1 <= len(body) <= 20_000:
        abort(400)
    reply.body = body
    db.session.commit()
    return redirect(url_for("forum.topic", topic_id=reply.topic_id))


@bp.post("/reply/<int:reply_id>/delete")
def delete_reply(reply_id):
    reply = own_reply_or_403(reply_id, moderators=True)
    topic_id = reply.topic_id
    db.session.delete(reply)
    db.session.commit()
    return redirect(url_for("forum.topic", topic_id=topic_id))
