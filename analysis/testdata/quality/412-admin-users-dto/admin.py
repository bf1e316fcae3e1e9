"""Admin endpoints for managing members."""
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from deps import get_session, require_admin

router = APIRouter(prefix="/admin/members", dependencies=[Depends(require_admin)])
DbSession = Annotated[AsyncSession, Depends(get_session)]


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(20))
    last_login: Mapped[datetime | None]


class MemberRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    role: str
    last_login: datetime | None


@dataclass(frozen=True)
class MemberRow:
    id: int
    email: str

    @classmethod
    def of(cls, member: Member) -> "MemberRow":
        return cls(id=member.id, email=member.email)


async def load(session: AsyncSession, member_id: int) -> Member:
    member = await session.get(Member, member_id)
    if member is None:
        raise HTTPException(404, "No such member")
    return member


@router.get("", response_model=list[MemberRead])
async def list_members(session: DbSession, limit: int = 100):
    result = await session.execute(select(Member).order_by(Member.id).limit(min(limit, 500)))
    return result.scalars().all()


@router.get("/names")
async def member_names(session: DbSession):
    result = await session.execute(select(Member))
    return [asdict(MemberRow.of(m)) for m in result.scalars()]


@router.get("/{member_id}")
async def get_member(member_id: int, session: DbSession) -> MemberRead:
    return await load(session, member_id)


@router.get("/{member_id}/raw")
async def raw_member(member_id: int, session: DbSession):
    member = await load(session, member_id)
    return MemberRead.model_validate(member).model_dump(exclude={"last_login"})


@router.post("/{member_id}/deactivate")
async def deactivate(member_id: int, session: DbSession):
    member = await load(session, member_id)
    member.role = "disabled"
    await session.commit()
    return {"id": member.id, "role": member.role}


app = FastAPI()
app.include_router(router)
