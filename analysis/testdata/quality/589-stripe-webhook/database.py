import os

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})
SessionLocal = sessionmaker(bind=engine)


class Base(DeclarativeBase):
    pass


class Subscription(Base):
    __tablename__ = "subscriptions"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(index=True)
    stripe_id: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=False)


def get_db():
    with SessionLocal() as db:
        yield db
