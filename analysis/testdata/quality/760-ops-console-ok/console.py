"""Small Tornado console for the operations team."""
import os
import re
import subprocess

import tornado.escape
import tornado.ioloop
import tornado.web

LOG_FILES = {
    "api": "/var/log/services/api/current.log",
    "worker": "/var/log/services/worker/current.log",
    "mailer": "/var/log/services/mailer/current.log",
}
EMAIL = re.compile(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,180}")


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_secure_cookie("ops_user", max_age_days=1)


class SubscribeHandler(BaseHandler):
    @tornado.web.authenticated
    def post(self):
        address = self.get_body_argument("email")[:254]
        if not EMAIL.fullmatch(address):
            self.set_status(400)
            self.write("<p>Not an address: " + tornado.escape.xhtml_escape(address) + "</p>")
            return
        self.application.settings["subscribers"].add(address, self.current_user.decode())
        self.set_status(204)


class TailHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self):
        path = LOG_FILES.get(self.get_argument("service"))
        if path is None:
            raise tornado.web.HTTPError(404)
        try:
            lines = min(int(self.get_argument("lines", "200")), 2000)
        except ValueError:
            raise tornado.web.HTTPError(400)
        self.set_header("Content-Type", "text/plain")
        self.write(self.tail(path, lines))

    def tail(self, path, lines):
        return subprocess.check_output(["tail", "-n", str(lines), path], timeout=10)


class RenewHandler(BaseHandler):
    @tornado.web.authenticated
    def post(self):
        user = self.current_user.decode()
        self.set_secure_cookie("ops_user", user, expires_days=1, httponly=True, secure=True, samesite="Strict")
        self.redirect("/")


def make_app(subscribers):
    return tornado.web.Application(
        [
            (r"/subscribe", SubscribeHandler),
            (r"/tail", TailHandler),
            (r"/renew", RenewHandler),
        ],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=True,
        subscribers=subscribers,
    )


if __name__ == "__main__":
    from subscribers import Subscribers

    make_app(Subscribers()).listen(8888, max_body_size=64 * 1024)
    tornado.ioloop.IOLoop.current().start()
