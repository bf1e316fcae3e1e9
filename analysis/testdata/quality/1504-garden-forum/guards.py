from flask import abort, g, redirect, session, url_for

from models import Member, Reply, db


def _load_member():
    member_id = session.get("member_id")
    g.member = db.session.get(Member, member_id) if member_id is not None else None
    if g.member is None or g.member.suspended:
        session.clear()
        return redirect(url_for("account.login"))
    return None


def install(blueprint):
    """Make every view of the blueprint members-only."""
    blueprint.before_request(_load_member)
    return blueprint


def own_reply_or_403(reply_id, moderators=False):
    reply = db.get_or_404(Reply, reply_id)
    allowed = reply.author_id == g.member.id or (moderators and g.member.is_moderator)
    if not allowed:
        abort(403)
    return reply
