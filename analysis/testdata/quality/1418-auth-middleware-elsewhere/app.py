from fastapi import FastAPI

from middleware import SessionAuthMiddleware
from routes import members, public


def create_app() -> FastAPI:
    app = FastAPI(title="Allotment society")
    # Everything needs a session, except the paths listed in the middleware.
    app.add_middleware(SessionAuthMiddleware)
    app.include_router(public)
    app.include_router(members)
    return app


app = create_app()
