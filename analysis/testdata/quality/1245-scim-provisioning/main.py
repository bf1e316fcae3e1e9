from fastapi import Depends, FastAPI, Header, HTTPException, Request
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from db import Account, get_session
from security import current_tenant, verify_request_signature

app = FastAPI(title="SCIM provisioning")


async def find_account(session: AsyncSession, account_id: int, tenant: str) -> Account:
    statement = select(Account).where(Account.id == account_id, Account.tenant == tenant)
    account = (await session.execute(statement)).scalar_one_or_none()
    if account is None:
        raise HTTPException(status_code=404, detail="Unknown account")
    return account


@app.get("/scim/accounts/{account_id}")
async def read_account(
    account_id: int,
    tenant: str = Depends(current_tenant),
    session: AsyncSession = Depends(get_session),
):
    account = await find_account(session, account_id, tenant)
    return account


@app.patch("/scim/accounts/{account_id}")
async def update_account(
    account_id: int,
    request: Request,
    x_signature: str = Header(""),
    tenant: str = Depends(current_tenant),
    session: AsyncSession = Depends(get_session),
):
    if int(request.headers.get("content-length", "1000000")) > 64_000:
        raise HTTPException(status_code=413, detail="Payload too large")
    if not verify_request_signature(await request.body(), x_signature):
        raise HTTPException(status_code=401, detail="Bad signature")
    account = await find_account(session, account_id, tenant)
    changes = await request.json()
    for name, value in changes.items():
        if hasattr(account, name):
            setattr(account, name, value)
    await session.commit()
    return {"id": account.id, "active": account.active}


@app.delete("/scim/accounts/{account_id}", status_code=204)
async def delete_account(account_id: int, session: AsyncSession = Depends(get_session)):
    account = await session.get(Account, account_id)
    if account is not None:
        await session.delete(account)
        await session.commit()
