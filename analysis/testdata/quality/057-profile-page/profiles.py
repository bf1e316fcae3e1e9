"""Public profile pages."""
import re

from flask import Blueprint, abort, g, make_response, render_template, request
from markupsafe import Markup

profiles_bp = Blueprint("profiles", __name__, url_prefix="/u")

MENTION_RE = re.compile(r"@([a-z0-9_]+)")
LINK_RE = re.compile(r"(https?://\S+)")


def format_bio(text):
    """Turn mentions and links of a bio into HTML links."""
    text = LINK_RE.sub(r'<a href="\1" rel="nofollow">\1</a>', text)
    text = MENTION_RE.sub(r'<a href="/u/\1">@\1</a>', text)
    return Markup(text.replace("\n", "<br>"))


class ProfileStore:
    """Loads and stores profiles."""

    def __init__(self, connection):
        self.connection = connection

    def by_name(self, name):
        row = self.connection.execute(
            "SELECT name, display_name, bio FROM profiles WHERE name = ?", (name,)
        ).fetchone()
        return row

    def set_bio(self, name, bio):
        self.connection.execute("UPDATE profiles SET bio = ? WHERE name = ?", (bio, name))
        self.connection.commit()


@profiles_bp.get("/<name>")
def show_profile(name):
    """Render a profile."""
    profile = ProfileStore(g.db).by_name(name)
    if profile is None:
        body = f"<h1>Not found</h1><p>There is no user called {name}.</p>"
        return make_response(body, 404)
    return render_template("profile.html", profile=profile, bio=format_bio(profile["bio"]))


@profiles_bp.post("/preview")
def preview_bio():
    """Preview the bio while typing."""
    bio = request.form.get("bio", "")
    if len(bio) > 500:
        abort(413)
    return render_template("bio_preview.html", bio=format_bio(bio))


@profiles_bp.post("/<name>/bio")
def save_bio(name):
    """Save the bio of the logged in user."""
    if g.user is None or g.user["name"] != name:
        abort(403)
    ProfileStore(g.db).set_bio(name, request.form.get("bio", "")[:500])
    return "", 204
