from typing import Any

from fastapi import APIRouter, Body, Depends, Query

from deps import get_contacts, get_tenant

router = APIRouter(prefix="/contacts", tags=["contacts"])

FIELDS = {"_id": 0, "name": 1, "email": 1, "company": 1, "tags": 1}


@router.post("/filter")
async def filter_contacts(
    criteria: dict[str, Any] = Body(...),
    contacts=Depends(get_contacts),
    tenant: str = Depends(get_tenant),
):
    """Return contacts matching the segment the user composed in the UI."""
    query = {"tenant": tenant}
    query.update(criteria)
    cursor = contacts.find(query, FIELDS).limit(100)
    return await cursor.to_list(length=100)


@router.get("/search")
async def search_contacts(
    q: str = Query(..., min_length=2),
    contacts=Depends(get_contacts),
    tenant: str = Depends(get_tenant),
):
    pattern = ".*" + q + ".*"
    cursor = contacts.find({"tenant": tenant, "name": {"$regex": pattern, "$options": "i"}}, FIELDS)
    return await cursor.to_list(length=50)


@router.get("/stats")
async def stats(expr: str, contacts=Depends(get_contacts), tenant: str = Depends(get_tenant)):
    where = f"this.tenant == '{tenant}' && this.score {expr}"
    count = await contacts.count_documents({"$where": where})
    return {"count": count}
