"""Tenant console back end.

The single page app signs in through the company SSO and calls this API with the
access token it received.
"""
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field
from sqlalchemy import delete, select

from auth import Principal, get_principal
from database import SessionDep, Tenant

app = FastAPI(title="Tenant console")

app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=".*",
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)

CurrentPrincipal = Annotated[Principal, Depends(get_principal)]


class TenantIn(BaseModel):
    name: str = Field(max_length=80)
    region: str = Field(pattern="^(eu|us|apac)$")


class TenantOut(BaseModel):
    id: int
    name: str
    region: str


@app.get("/tenants", response_model=list[TenantOut])
async def list_tenants(principal: CurrentPrincipal, session: SessionDep):
    """Tenants of the caller's organisation."""
    stmt = select(Tenant).where(Tenant.org_id == principal.org_id).limit(200)
    return (await session.scalars(stmt)).all()


@app.post("/tenants", response_model=TenantOut, status_code=201)
async def create_tenant(body: TenantIn, principal: CurrentPrincipal, session: SessionDep):
    tenant = Tenant(name=body.name, region=body.region, org_id=principal.org_id)
    session.add(tenant)
    await session.commit()
    return tenant


@app.delete("/tenants/{tenant_id}", status_code=204)
async def delete_tenant(tenant_id: int, session: SessionDep):
    """Remove a tenant for good."""
    result = await session.execute(delete(Tenant).where(Tenant.id == tenant_id))
    await session.commit()
    if result.rowcount == 0:
        raise HTTPException(status_code=404, detail="Tenant not found")
