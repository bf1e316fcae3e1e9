"""Schema-per-tenant helpers."""
import re
from contextvars import ContextVar
from typing import Optional

TENANTS = {"acme": "tenant_acme", "globex": "tenant_globex", "initech": "tenant_initech"}
SLUG = re.compile(r"\A[a-z][a-z0-9]{1,20}\Z")

current_tenant: ContextVar[Optional[str]] = ContextVar("current_tenant", default=None)


class UnknownTenant(Exception):
    pass


class TenantMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            name = headers.get(b"x-tenant", b"").decode()
            current_tenant.set(TENANTS.get(name))
        await self.app(scope, receive, send)


def schema() -> str:
    value = current_tenant.get()
    if value is None:
        raise UnknownTenant()
    return value


def folder(name: str) -> str:
    if not SLUG.match(name):
        raise UnknownTenant()
    return name
