import os
from typing import Optional

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Field, Session, SQLModel, create_engine

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})
bearer = HTTPBearer()


class Account(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    email: str
    role: str = "member"
    plan: str = "free"
    subscription_id: Optional[str] = None


class Invoice(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    total: int
    address: str
    payment_intent: str
    paid: bool = False
    refunded: bool = False


def get_session():
    with Session(engine) as session:
        yield session


def current_account(
    cred: HTTPAuthorizationCredentials = Depends(bearer), db: Session = Depends(get_session)
) -> Account:
    try:
        claims = jwt.decode(cred.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token")
    account = db.get(Account, int(claims["sub"]))
    if account is None:
        raise HTTPException(401, "Invalid token")
    return account


def owner_account(account: Account = Depends(current_account)) -> Account:
    if account.role != "owner":
        raise HTTPException(403, "Only the owner may do this")
    return account
