import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(
    os.environ["DATABASE_URL"],
    pool_size=10,
    pool_timeout=10,
    connect_args={"timeout": 5, "command_timeout": 15},
)
Session = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Shipment(Base):
    __tablename__ = "shipments"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str]
    carrier: Mapped[str]
    status: Mapped[str]
    depot_id: Mapped[int]


async def get_session():
    async with Session() as session:
        yield session
