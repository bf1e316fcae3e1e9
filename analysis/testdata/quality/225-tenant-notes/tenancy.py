"""Schema-per-tenant helpers."""
from contextvars import ContextVar

current_tenant: ContextVar[str] = ContextVar("current_tenant", default="public")


class TenantMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            current_tenant.set(headers.get(b"x-tenant", b"public").decode())
        await self.app(scope, receive, send)


def schema() -> str:
    return "tenant_" + current_tenant.get()
