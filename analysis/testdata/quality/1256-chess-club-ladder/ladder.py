import os
import sqlite3
import secrets

import tornado.escape
import tornado.ioloop
import tornado.web

DB = sqlite3.connect(os.environ.get("LADDER_DB", "ladder.db"), timeout=5)
DB.row_factory = sqlite3.Row

PAGE = """<!doctype html>
<title>Chess club ladder</title>
<h1>Ladder - {season}</h1>
<table>{rows}</table>"""

SORTS = {
    "rating": "rating DESC",
    "wins": "wins DESC",
    "losses": "losses ASC",
    "name": "name ASC",
}


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        sid = self.get_secure_cookie("sid")
        if not sid:
            return None
        return DB.execute(
            "SELECT m.id, m.name FROM sessions s JOIN members m ON m.id = s.member_id WHERE s.sid = ?",
            (sid.decode(),),
        ).fetchone()

    def start_session(self, member_id):
        sid = secrets.token_urlsafe(32)
        DB.execute("INSERT INTO sessions (sid, member_id) VALUES (?, ?)", (sid, member_id))
        DB.commit()
        self.set_secure_cookie("sid", sid, expires_days=30, httponly=True, secure=True, samesite="Lax")


class LadderHandler(BaseHandler):
    def load(self, season, sort):
        sql = "SELECT name, rating, wins, losses FROM standings WHERE season = ?"
        sql += " ORDER BY " + SORTS.get(sort, SORTS["rating"]) + " LIMIT 200"
        return DB.execute(sql, (season,)).fetchall()

    def get(self):
        season = self.get_argument("season", "2026")
        sort = self.get_argument("sort", "rating")
        rows = ""
        for r in self.load(season, sort):
            name = tornado.escape.xhtml_escape(r["name"])
            rows += "<tr><td>%s</td><td>%d</td><td>%d-%d</td></tr>" % (
                name, r["rating"], r["wins"], r["losses"])
        page = PAGE.format(season=tornado.escape.xhtml_escape(season), rows=rows)
        self.write(page)


class ResultHandler(BaseHandler):
    @tornado.web.authenticated
    def post(self):
        opponent = int(self.get_body_argument("opponent"))
        score = self.get_body_argument("score")
        if score not in ("1-0", "0-1", "draw"):
            raise tornado.web.HTTPError(400, reason="Bad score")
        DB.execute(
            "INSERT INTO games (white_id, black_id, score) VALUES (?, ?, ?)",
            (self.current_user["id"], opponent, score),
        )
        DB.commit()
        self.redirect("/")


class JoinHandler(BaseHandler):
    def get(self, invite):
        row = DB.execute(
            "DELETE FROM invites WHERE code = ? RETURNING member_id", (invite,)
        ).fetchone()
        if row is None:
            raise tornado.web.HTTPError(404)
        self.start_session(row["member_id"])
        self.redirect("/")


def make_app():
    return tornado.web.Application(
        [
            (r"/", LadderHandler),
            (r"/result", ResultHandler),
            (r"/join/([A-Za-z0-9_-]{32,64})", JoinHandler),
        ],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/",
        xsrf_cookies=True,
    )


if __name__ == "__main__":
    make_app().listen(8888, address="127.0.0.1", max_body_size=100_000)
    tornado.ioloop.IOLoop.current().start()
