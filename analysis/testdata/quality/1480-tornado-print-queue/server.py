import asyncio
import os

import asyncpg
import tornado.httpserver
import tornado.web

from handlers import JobHandler, JobsHandler


async def main():
    pool = await asyncpg.create_pool(os.environ["DSN"], timeout=5, command_timeout=10)
    app = tornado.web.Application(
        [
            (r"/jobs", JobsHandler, {"db": pool}),
            (r"/jobs/(\d{1,9})", JobHandler, {"db": pool}),
        ],
        cookie_secret=os.environ["COOKIE_SECRET"],
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"secure": True, "samesite": "Strict"},
    )
    server = tornado.httpserver.HTTPServer(
        app,
        xheaders=True,
        max_body_size=64 * 1024,
        idle_connection_timeout=60,
        body_timeout=15,
    )
    server.listen(8888, address="127.0.0.1")
    try:
        await asyncio.Event().wait()
    finally:
        await pool.close()


if __name__ == "__main__":
    asyncio.run(main())
