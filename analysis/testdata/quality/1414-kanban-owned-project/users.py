import os

from fastapi import Depends
from fastapi_users import BaseUserManager, IntegerIDMixin
from fastapi_users.db import SQLAlchemyBaseUserTable, SQLAlchemyUserDatabase
from sqlalchemy import Integer
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(SQLAlchemyBaseUserTable[int], Base):
    __tablename__ = "app_user"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)


async_engine = create_async_engine(
    os.environ["ASYNC_DATABASE_URL"], connect_args={"timeout": 5}, pool_timeout=10
)
async_session = async_sessionmaker(async_engine, expire_on_commit=False)


class UserManager(IntegerIDMixin, BaseUserManager[User, int]):
    reset_password_token_secret = os.environ["RESET_TOKEN_SECRET"]
    verification_token_secret = os.environ["VERIFY_TOKEN_SECRET"]


async def get_user_db():
    async with async_session() as session:
        yield SQLAlchemyUserDatabase(session, User)


async def get_user_manager(user_db=Depends(get_user_db)):
    yield UserManager(user_db)
