"""API keys: `ak_<id>_<secret>`. Only a SHA-256 of the 256-bit secret is stored."""
import hashlib
import hmac
import secrets
from datetime import datetime, timezone

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models import ApiKey


def _digest(secret: str) -> str:
    # The secret is 32 random bytes, so a plain fast hash is enough here.
    return hashlib.sha256(secret.encode()).hexdigest()


async def issue(session: AsyncSession, workspace_id: int, label: str) -> tuple[ApiKey, str]:
    secret = secrets.token_hex(32)
    key = ApiKey(workspace_id=workspace_id, label=label, digest=_digest(secret))
    session.add(key)
    await session.commit()
    return key, f"ak_{key.id}_{secret}"


async def resolve(session: AsyncSession, presented: str) -> ApiKey | None:
    match presented.split("_"):
        case ["ak", key_id, secret] if key_id.isdecimal() and len(key_id) < 10 and len(secret) == 64:
            key = await session.get(ApiKey, int(key_id))
        case _:
            return None
    if key is None or key.revoked_at is not None:
        return None
    return key if hmac.compare_digest(key.digest, _digest(secret)) else None


async def revoke(session: AsyncSession, workspace_id: int, key_id: int) -> bool:
    result = await session.execute(
        update(ApiKey)
        .where(ApiKey.id == key_id, ApiKey.workspace_id == workspace_id)
        .values(revoked_at=datetime.now(timezone.utc))
    )
    await session.commit()
    return result.rowcount == 1
