"""Inventory service on Litestar: JWT auth on the app, guard on the controller."""
import os
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Controller, Litestar, Request, delete, get, patch
from litestar.config.cors import CORSConfig
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import Parameter
from litestar.security.jwt import JWTAuth, Token
from psycopg.rows import class_row
from psycopg_pool import AsyncConnectionPool

pool = AsyncConnectionPool(
    os.environ["DSN"], open=False, timeout=5, kwargs={"connect_timeout": 5}
)


@dataclass
class Clerk:
    id: int
    site_id: int
    manager: bool


@dataclass
class Item:
    id: int
    sku: str
    quantity: int


class Adjustment(msgspec.Struct, forbid_unknown_fields=True):
    delta: int


async def retrieve_clerk(token: Token, _conn: ASGIConnection) -> Clerk | None:
    async with pool.connection() as conn, conn.cursor(row_factory=class_row(Clerk)) as cur:
        await cur.execute(
            "SELECT id, site_id, manager FROM clerks WHERE id = %s AND active", (int(token.sub),)
        )
        return await cur.fetchone()


def managers_only(connection: ASGIConnection, _handler: BaseRouteHandler) -> None:
    if not connection.user.manager:
        raise PermissionDeniedException("Managers only")


class ItemController(Controller):
    path = "/items"

    @get()
    async def index(
        self, request: Request[Clerk, Token, Any], page: int = Parameter(ge=1, le=1000, default=1)
    ) -> list[Item]:
        async with pool.connection() as conn, conn.cursor(row_factory=class_row(Item)) as cur:
            await cur.execute(
                "SELECT id, sku, quantity FROM items WHERE site_id = %s ORDER BY sku LIMIT 50 OFFSET %s",
                (request.user.site_id, (page - 1) * 50),
            )
            return await cur.fetchall()

    @patch("/{item_id:int}")
    async def adjust(
        self, item_id: int, data: Adjustment, request: Request[Clerk, Token, Any]
    ) -> Item:
        async with pool.connection() as conn, conn.cursor(row_factory=class_row(Item)) as cur:
            await cur.execute(
                "UPDATE items SET quantity = quantity + %s "
                "WHERE id = %s AND site_id = %s AND quantity + %s >= 0 "
                "RETURNING id, sku, quantity",
                (data.delta, item_id, request.user.site_id, data.delta),
            )
            item = await cur.fetchone()
        if item is None:
            raise NotFoundException("No such item, or not enough in stock")
        return item

    @delete("/{item_id:int}", guards=[managers_only])
    async def remove(self, item_id: int, request: Request[Clerk, Token, Any]) -> None:
        async with pool.connection() as conn:
            await conn.execute(
                "DELETE FROM items WHERE id = %s AND site_id = %s", (item_id, request.user.site_id)
            )


jwt_auth = JWTAuth[Clerk](
    retrieve_user_handler=retrieve_clerk,
    token_secret=os.environ["JWT_KEY"],
    exclude=["/schema"],
)

app = Litestar(
    route_handlers=[ItemController],
    on_app_init=[jwt_auth.on_app_init],
    on_startup=[pool.open],
    on_shutdown=[pool.close],
    middleware=[RateLimitConfig(rate_limit=("minute", 120)).middleware],
    cors_config=CORSConfig(allow_origins=["https://stock.fjordbikes.no"]),
    request_max_body_size=64 * 1024,
)
