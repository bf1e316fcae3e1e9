from functools import wraps

from flask import abort, g, session

from db import connection


def requires_role(*roles):
    """401 without a session, 403 when the role does not fit. The role is read afresh each time."""
    def decorate(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            user_id = session.get("user_id")
            if user_id is None:
                abort(401)
            with connection() as conn:
                g.user = conn.execute(
                    "SELECT id, role FROM users WHERE id = %s AND active", (user_id,)
                ).fetchone()
            if g.user is None:
                session.clear()
                abort(401)
            if g.user["role"] not in roles:
                abort(403)
            return view(*args, **kwargs)
        return guarded
    return decorate
