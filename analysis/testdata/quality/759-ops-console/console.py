"""Small Tornado console for the operations team."""
import os
import re
import subprocess

import tornado.ioloop
import tornado.web

LOG_ROOT = "/var/log/services"
EMAIL = re.compile(r"^([a-zA-Z0-9_.-]+)+@([a-zA-Z0-9-]+\.)+[a-z]+$")


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_secure_cookie("ops_user", max_age_days=1)


class SubscribeHandler(BaseHandler):
    @tornado.web.authenticated
    def post(self):
        address = self.get_body_argument("email")
        if not EMAIL.match(address):
            self.set_status(400)
            self.write("<p>Not an address: " + address + "</p>")
            return
        self.application.settings["subscribers"].add(address, self.current_user.decode())
        self.set_status(204)


class TailHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self):
        service = self.get_argument("service")
        lines = self.get_argument("lines", "200")
        self.set_header("Content-Type", "text/plain")
        self.write(self.tail(service, lines))

    def tail(self, service, lines):
        command = f"tail -n {lines} {LOG_ROOT}/{service}/current.log"
        return subprocess.check_output(command, shell=True, timeout=10)


class ThemeHandler(BaseHandler):
    @tornado.web.authenticated
    def post(self):
        user = self.current_user.decode()
        self.set_secure_cookie("ops_user", user, expires_days=1)
        self.redirect("/")


def make_app(subscribers):
    return tornado.web.Application(
        [
            (r"/subscribe", SubscribeHandler),
            (r"/tail", TailHandler),
            (r"/theme", ThemeHandler),
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
