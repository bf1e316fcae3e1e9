import asyncio
import os

import tornado.web

from devices import DeviceController

PANEL_PIN = os.environ["PANEL_PIN"]


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("panel")


class LoginHandler(BaseHandler):
    def get(self):
        self.render("login.html", error=None)

    def post(self):
        pin = self.get_body_argument("pin", "")
        if pin == PANEL_PIN:
            self.set_signed_cookie("panel", "family", httponly=False, samesite="Lax")
            self.redirect("/")
        else:
            self.render("login.html", error="Wrong PIN")


class HomeHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("home.html", devices=self.application.controller.names())


class SwitchHandler(BaseHandler):
    """POST /switch  device=<name>&state=<on|off|dim 40>"""

    @tornado.web.authenticated
    async def post(self):
        device = self.get_body_argument("device")
        state = self.get_body_argument("state")
        ok = await self.application.controller.switch(device, state)
        self.write({"device": device, "ok": ok})


def make_app():
    app = tornado.web.Application(
        [(r"/", HomeHandler), (r"/login", LoginHandler), (r"/switch", SwitchHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        template_path="templates",
        xsrf_cookies=True,
    )
    app.controller = DeviceController()
    return app


async def main():
    make_app().listen(8888)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
