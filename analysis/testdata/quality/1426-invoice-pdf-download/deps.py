from functools import lru_cache
from pathlib import Path
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel
from pydantic_settings import BaseSettings
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="https://id.brightbill.app/oauth/token")


class Settings(BaseSettings):
    database_url: str
    jwt_public_key: str
    invoice_root: Path = Path("/srv/invoices")


class User(BaseModel):
    id: int
    customer_id: int


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings()


@lru_cache(maxsize=1)
def session_factory() -> async_sessionmaker[AsyncSession]:
    engine = create_async_engine(get_settings().database_url, connect_args={"timeout": 5})
    return async_sessionmaker(engine, expire_on_commit=False)


async def get_db():
    async with session_factory()() as session:
        yield session


DB = Annotated[AsyncSession, Depends(get_db)]


def get_user(
    token: Annotated[str, Depends(oauth2_scheme)],
    settings: Annotated[Settings, Depends(get_settings)],
) -> User:
    try:
        claims = jwt.decode(
            token, settings.jwt_public_key, algorithms=["RS256"], audience="billing"
        )
        return User(id=claims["sub"], customer_id=claims["customer"])
    except (jwt.PyJWTError, KeyError, ValueError) as exc:
        raise HTTPException(401, "Invalid token") from exc
