import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from models import Account

engine = create_async_engine(os.environ["DATABASE_URL"], connect_args={"timeout": 5, "command_timeout": 20})
Session = async_sessionmaker(engine, expire_on_commit=False)
oauth2 = OAuth2PasswordBearer(tokenUrl="https://id.acme-corp.io/token")


async def db():
    async with Session() as session:
        yield session


async def current_account(token: str = Depends(oauth2), session: AsyncSession = Depends(db)) -> Account:
    try:
        claims = jwt.decode(token, os.environ["JWT_PUBLIC_KEY"], algorithms=["RS256"], audience="billing")
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token")
    account = await session.get(Account, int(claims["sub"]))
    if account is None:
        raise HTTPException(401, "Invalid token")
    return account


async def finance(account: Account = Depends(current_account)) -> Account:
    if not account.is_finance:
        raise HTTPException(403, "Finance team only")
    return account
