from fastapi import Depends, FastAPI, Header, HTTPException, Request
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from db import Account, AccountOut, AccountPatch, get_session
from security import current_tenant, verify_request_signature

MAX_BODY = 64_000

app = FastAPI(title="SCIM provisioning")


async def find_account(session: AsyncSession, account_id: int, tenant: str) -> Account:
    statement = select(Account).where(Account.id == account_id, Account.tenant == tenant)
    account = (await session.execute(statement)).scalar_one_or_none()
    if account is None:
        raise HTTPException(status_code=404, detail="Unknown account")
    return account


async def signed_body(
    request: Request,
    x_signature: str = Header(...),
    tenant: str = Depends(current_tenant),
) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(status_code=413, detail="Payload too large")
    if not verify_request_signature(tenant, bytes(body), x_signature):
        raise HTTPException(status_code=401, detail="Bad signature")
    return bytes(body)


@app.get("/scim/accounts/{account_id}", response_model=AccountOut)
async def read_account(
    account_id: int,
    tenant: str = Depends(current_tenant),
    session: AsyncSession = Depends(get_session),
):
    return await find_account(session, account_id, tenant)


@app.patch("/scim/accounts/{account_id}", response_model=AccountOut)
async def update_account(
    account_id: int,
    body: bytes = Depends(signed_body),
    tenant: str = Depends(current_tenant),
    session: AsyncSession = Depends(get_session),
):
    try:
        patch = AccountPatch.model_validate_json(body)
    except ValidationError:
        raise HTTPException(status_code=422, detail="Unsupported change")
    account = await find_account(session, account_id, tenant)
    if patch.display_name is not None:
        account.display_name = patch.display_name
    if patch.active is not None:
        account.active = patch.active
    await session.commit()
    return account


@app.delete("/scim/accounts/{account_id}", status_code=204)
async def delete_account(
    account_id: int,
    tenant: str = Depends(current_tenant),
    session: AsyncSession = Depends(get_session),
):
    account = await find_account(session, account_id, tenant)
    await session.delete(account)
    await session.commit()
