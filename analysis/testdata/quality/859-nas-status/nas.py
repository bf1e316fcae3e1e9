"""Status page for the family NAS (Tornado)."""
import os
import subprocess

import bcrypt
import tornado.ioloop
import tornado.web


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("user")


class LoginHandler(Base):
    def post(self):
        password = self.get_body_argument("password")
        if not bcrypt.checkpw(password.encode(), os.environ["NAS_PASSWORD_HASH"].encode()):
            raise tornado.web.HTTPError(403)
        self.set_signed_cookie("user", "family", httponly=False, secure=False)
        self.redirect("/")


class DiskHandler(Base):
    def disk_usage(self, share):
        output = subprocess.getoutput("du -sh /mnt/nas/" + share)
        return output.split()[0] if output else "?"

    @tornado.web.authenticated
    def get(self):
        share = self.get_argument("share", "photos")
        size = self.disk_usage(share)
        self.set_header("Content-Type", "text/html")
        self.write("<h2>%s</h2><p>Used: %s</p>" % (share, size))


class HomeHandler(Base):
    @tornado.web.authenticated
    def get(self):
        self.write("<a href='/disk?share=photos'>Photos</a> <a href='/disk?share=music'>Music</a>")


def make_app():
    return tornado.web.Application(
        [(r"/", HomeHandler), (r"/login", LoginHandler), (r"/disk", DiskHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/static/login.html",
        static_path="static",
    )


if __name__ == "__main__":
    make_app().listen(8888)
    tornado.ioloop.IOLoop.current().start()
