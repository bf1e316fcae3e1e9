"""Print queue of a makerspace. BaseHandler.prepare() authenticates every request."""
import json
import re

import tornado.web

JOB_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,59}")
MATERIALS = frozenset({"pla", "petg", "abs"})


class BaseHandler(tornado.web.RequestHandler):
    def initialize(self, db):
        self.db = db

    def prepare(self):
        raw = self.get_signed_cookie("member", max_age_days=1)
        if raw is None or not raw.isdigit():
            raise tornado.web.HTTPError(401)
        self.current_user = int(raw)

    def body(self):
        try:
            data = json.loads(self.request.body)
        except ValueError:
            raise tornado.web.HTTPError(400) from None
        if not isinstance(data, dict):
            raise tornado.web.HTTPError(400)
        return data

    def write_error(self, status_code, **kwargs):
        # No exception text for the client; Tornado logs the details itself.
        self.finish({"error": self._reason})


class JobsHandler(BaseHandler):
    async def get(self):
        rows = await self.db.fetch(
            "SELECT id, name, material, state FROM jobs WHERE member_id = $1 ORDER BY id DESC LIMIT 50",
            self.current_user,
        )
        self.write({"jobs": [dict(row) for row in rows]})

    async def post(self):
        data = self.body()
        name, material = data.get("name"), data.get("material")
        if not isinstance(name, str) or not JOB_NAME.fullmatch(name):
            raise tornado.web.HTTPError(422)
        if material not in MATERIALS:
            raise tornado.web.HTTPError(422)
        job_id = await self.db.fetchval(
            "INSERT INTO jobs (member_id, name, material, state) "
            "VALUES ($1, $2, $3, 'queued') RETURNING id",
            self.current_user,
            name,
            material,
        )
        self.set_status(201)
        self.write({"id": job_id})


class JobHandler(BaseHandler):
    async def delete(self, job_id):
        outcome = await self.db.execute(
            "DELETE FROM jobs WHERE id = $1 AND member_id = $2 AND state = 'queued'",
            int(job_id),
            self.current_user,
        )
        if outcome == "DELETE 0":
            raise tornado.web.HTTPError(404)
        self.set_status(204)
