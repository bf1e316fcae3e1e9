"""Neighbourhood tool library: Starlette with its authentication middleware."""
import os
from contextlib import asynccontextmanager

import asyncpg
import jwt
from starlette.applications import Starlette
from starlette.authentication import (
    AuthCredentials,
    AuthenticationBackend,
    AuthenticationError,
    SimpleUser,
    requires,
)
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class BearerBackend(AuthenticationBackend):
    async def authenticate(self, conn):
        header = conn.headers.get("Authorization")
        if header is None:
            return None
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise AuthenticationError("Unsupported scheme")
        try:
            claims = jwt.decode(
                token, os.environ["JWT_KEY"], algorithms=["HS256"], audience="tool-library"
            )
        except jwt.PyJWTError as exc:
            raise AuthenticationError("Invalid token") from exc
        scopes = ["member"] + (["keeper"] if claims.get("keeper") is True else [])
        return AuthCredentials(scopes), SimpleUser(claims["sub"])


async def tools(request: Request) -> JSONResponse:
    """The catalogue is open to everybody."""
    rows = await request.app.state.pool.fetch(
        "SELECT id, name, lent_to IS NULL AS available FROM tools ORDER BY name LIMIT 500"
    )
    return JSONResponse([dict(row) for row in rows])


@requires("member", status_code=401)
async def borrow(request: Request) -> Response:
    status = await request.app.state.pool.execute(
        "UPDATE tools SET lent_to = $1, lent_at = now() WHERE id = $2 AND lent_to IS NULL",
        request.user.username,
        request.path_params["tool_id"],
    )
    if status == "UPDATE 0":
        raise HTTPException(409, "That tool is out on loan")
    return Response(status_code=204)


@requires("member", status_code=401)
async def give_back(request: Request) -> Response:
    status = await request.app.state.pool.execute(
        "UPDATE tools SET lent_to = NULL, lent_at = NULL WHERE id = $1 AND lent_to = $2",
        request.path_params["tool_id"],
        request.user.username,
    )
    if status == "UPDATE 0":
        raise HTTPException(404, "You have not borrowed that tool")
    return Response(status_code=204)


@requires(["member", "keeper"], status_code=403)
async def scrap(request: Request) -> Response:
    await request.app.state.pool.execute(
        "DELETE FROM tools WHERE id = $1 AND lent_to IS NULL", request.path_params["tool_id"]
    )
    return Response(status_code=204)


def on_auth_error(request: Request, exc: AuthenticationError) -> JSONResponse:
    return JSONResponse({"detail": "Authentication failed"}, status_code=401)


@asynccontextmanager
async def lifespan(app: Starlette):
    app.state.pool = await asyncpg.create_pool(os.environ["DSN"], timeout=5, command_timeout=10)
    yield
    await app.state.pool.close()


app = Starlette(
    routes=[
        Route("/tools", tools, methods=["GET"]),
        Route("/tools/{tool_id:int}", scrap, methods=["DELETE"]),
        Route("/tools/{tool_id:int}/loan", borrow, methods=["POST"]),
        Route("/tools/{tool_id:int}/loan", give_back, methods=["DELETE"]),
    ],
    middleware=[Middleware(AuthenticationMiddleware, backend=BearerBackend(), on_error=on_auth_error)],
    lifespan=lifespan,
)
