"""Entry point: prints the effective settings and starts the server."""
import logging

import uvicorn
from fastapi import Depends, FastAPI

from settings import Settings, get_settings

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("shop")


def create_app() -> FastAPI:
    """Application factory."""
    settings = get_settings()
    app = FastAPI(title=settings.app_name, debug=settings.debug)

    @app.on_event("startup")
    def log_settings():
        for name in ("app_name", "debug", "redis_url"):
            logger.info("%s=%s", name, getattr(settings, name))
        logger.info("mail: %s / %s", settings.mail.username, settings.mail.password)

    @app.get("/info")
    def info(current: Settings = Depends(get_settings)):
        return {"name": current.app_name, "debug": current.debug}

    return app


if __name__ == "__main__":
    uvicorn.run(create_app(), host="127.0.0.1", port=8000)
