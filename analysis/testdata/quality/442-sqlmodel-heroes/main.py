"""Team and account management with SQLModel."""
from typing import Annotated, Optional

import bcrypt
from fastapi import Depends, FastAPI, HTTPException
from sqlmodel import Field, Session, SQLModel, create_engine, select

from auth import require_staff
from settings import settings

engine = create_engine(settings.database_url)
app = FastAPI(title="Accounts", dependencies=[Depends(require_staff)])


class AccountBase(SQLModel):
    username: str = Field(index=True, unique=True)
    full_name: Optional[str] = None


class Account(AccountBase, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    password: str
    api_token: Optional[str] = None


class AccountCreate(AccountBase):
    password: str = Field(min_length=12)


class AccountPublic(AccountBase):
    id: int


def hash_password(password: str) -> str:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


def session_scope():
    with Session(engine) as session:
        yield session


Db = Annotated[Session, Depends(session_scope)]


class AccountService:
    def __init__(self, session: Db):
        self.session = session

    def create(self, data: AccountCreate) -> Account:
        password = hash_password(data.password)
        account = Account.model_validate(data, update={"password": password})
        return self._save(account)

    def set_password(self, account: Account, password: str) -> Account:
        account.password = hash_password(password)
        return self._save(account)

    def get(self, account_id: int) -> Account:
        account = self.session.get(Account, account_id)
        if account is None:
            raise HTTPException(status_code=404, detail="Account not found")
        return account

    def all(self) -> list[Account]:
        return list(self.session.exec(select(Account).order_by(Account.username)))

    def _save(self, account: Account) -> Account:
        self.session.add(account)
        self.session.commit()
        self.session.refresh(account)
        return account


Service = Annotated[AccountService, Depends()]


@app.post("/accounts", response_model=AccountPublic, status_code=201)
def create_account(body: AccountCreate, service: Service):
    return service.create(body)


@app.get("/accounts")
def list_accounts(service: Service) -> list[AccountPublic]:
    return service.all()


@app.get("/accounts/{account_id}", response_model=Account, response_model_exclude={"password", "api_token"})
def read_account(account_id: int, service: Service):
    return service.get(account_id)


@app.get("/accounts/{account_id}/export")
def export_account(account_id: int, service: Service):
    account = service.get(account_id)
    return account.model_dump(include={"id", "username", "full_name"})


@app.put("/accounts/{account_id}/password", status_code=204)
def replace_password(account_id: int, body: AccountCreate, service: Service) -> None:
    service.set_password(service.get(account_id), body.password)
