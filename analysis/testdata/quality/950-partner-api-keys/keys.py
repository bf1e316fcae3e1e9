import hashlib
import hmac
import secrets

from sqlalchemy import Boolean, Integer, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class PartnerKey(Base):
    __tablename__ = "partner_keys"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    partner: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    active: Mapped[bool] = mapped_column(Boolean, default=True)


def digest_of(api_key: str) -> str:
    # keys are 256 bits of randomness, so one round of SHA-256 is enough here
    return hashlib.sha256(api_key.encode()).hexdigest()


async def issue(session: AsyncSession, partner: str) -> tuple[PartnerKey, str]:
    api_key = secrets.token_urlsafe(32)
    key = PartnerKey(partner=partner, digest=digest_of(api_key))
    session.add(key)
    await session.commit()
    return key, api_key


async def is_valid(session: AsyncSession, key_id: int, api_key: str) -> bool:
    key = await session.scalar(select(PartnerKey).where(PartnerKey.id == key_id, PartnerKey.active))
    return key is not None and hmac.compare_digest(key.digest, digest_of(api_key))
