import os
from collections.abc import AsyncIterator

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(os.environ["DATABASE_URL"], pool_timeout=10, connect_args={"command_timeout": 10})
factory = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    isbn: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    author: Mapped[str]
    year: Mapped[int]
    available: Mapped[bool] = mapped_column(default=True)


class Hold(Base):
    __tablename__ = "holds"
    __table_args__ = (UniqueConstraint("book_id", "reader_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"))
    reader_id: Mapped[int]


async def get_session() -> AsyncIterator[AsyncSession]:
    async with factory() as session:
        yield session
