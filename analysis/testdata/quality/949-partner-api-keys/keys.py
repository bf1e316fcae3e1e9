import random
import string

from sqlalchemy import Boolean, Integer, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ALPHABET = string.ascii_letters + string.digits


class Base(DeclarativeBase):
    pass


class PartnerKey(Base):
    __tablename__ = "partner_keys"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    partner: Mapped[str] = mapped_column(String(80))
    secret: Mapped[str] = mapped_column(String(64))
    active: Mapped[bool] = mapped_column(Boolean, default=True)


def new_secret(length: int = 40) -> str:
    return "".join(random.choices(ALPHABET, k=length))


async def issue(session: AsyncSession, partner: str) -> PartnerKey:
    key = PartnerKey(partner=partner, secret=new_secret())
    session.add(key)
    await session.commit()
    return key


async def is_valid(session: AsyncSession, key_id: int, secret: str) -> bool:
    key = await session.scalar(select(PartnerKey).where(PartnerKey.id == key_id, PartnerKey.active))
    return key is not None and key.secret == secret
