"""File share for a class: teachers upload work sheets, pupils download them."""
import asyncio
import os

import tornado.web

from storage import BadFile, Storage


class AuthHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        user = self.get_signed_cookie("user", max_age_days=1)
        return user.decode() if user else None

    def initialize(self, storage):
        self.storage = storage


class ListHandler(AuthHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("list.html", files=self.storage.names())


class UploadHandler(AuthHandler):
    @tornado.web.authenticated
    def post(self):
        for item in self.request.files.get("sheet", []):
            try:
                self.storage.put(item["filename"], item["body"])
            except BadFile:
                raise tornado.web.HTTPError(415, reason="Only PDF files up to 5 MB")
        self.redirect("/")


class DownloadHandler(AuthHandler):
    @tornado.web.authenticated
    async def get(self):
        try:
            path = self.storage.find(self.get_argument("name"))
        except BadFile:
            raise tornado.web.HTTPError(404)
        self.set_header("Content-Type", "application/pdf")
        self.set_header("X-Content-Type-Options", "nosniff")
        with path.open("rb") as fh:
            while chunk := fh.read(64 * 1024):
                self.write(chunk)
                await self.flush()


def make_app():
    storage = Storage(os.environ.get("SHARE_DIR", "/srv/lessons"))
    args = {"storage": storage}
    return tornado.web.Application(
        [
            (r"/", ListHandler, args),
            (r"/upload", UploadHandler, args),
            (r"/download", DownloadHandler, args),
        ],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/sso/login",
        xsrf_cookies=True,
    )


async def main():
    make_app().listen(9000, max_buffer_size=20 * 1024 * 1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
