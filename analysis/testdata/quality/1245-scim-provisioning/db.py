import os
from typing import Optional

from sqlmodel import Field, SQLModel
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine(os.environ["DATABASE_URL"], connect_args={"timeout": 5, "command_timeout": 15})
Session = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)


class Account(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    tenant: str = Field(index=True)
    email: str
    display_name: str = ""
    active: bool = True
    is_tenant_admin: bool = False
    password_hash: str = ""
    recovery_code: str = ""


async def get_session():
    async with Session() as session:
        yield session
