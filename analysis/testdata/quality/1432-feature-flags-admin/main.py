"""Feature flags: a public evaluation endpoint and an admin router."""
import os
import zlib
from enum import IntEnum
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Path, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import JWTError, jwt
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, Field

client = AsyncIOMotorClient(
    os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000
)
flags = client.get_default_database()["flags"]

FlagName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{1,39}$")]


class Role(IntEnum):
    viewer = 1
    editor = 2
    admin = 3


class RequireRole:
    """Dependency: `Depends(RequireRole(Role.admin))`."""

    def __init__(self, minimum: Role) -> None:
        self.minimum = minimum

    def __call__(
        self, cred: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]
    ) -> str:
        try:
            claims = jwt.decode(
                cred.credentials, os.environ["JWT_KEY"], algorithms=["HS256"], audience="flags"
            )
            role = Role[claims["role"]]
        except (JWTError, KeyError) as exc:
            raise HTTPException(401, "Invalid token") from exc
        if role < self.minimum:
            raise HTTPException(403, "Not allowed")
        return claims["sub"]


class FlagBody(BaseModel):
    description: str = Field(max_length=200)
    percent: int = Field(ge=0, le=100)


class Flag(FlagBody):
    name: str


admin = APIRouter(prefix="/admin/flags", dependencies=[Depends(RequireRole(Role.viewer))])


@admin.get("", response_model=list[Flag])
async def index():
    return await flags.find({}, {"_id": 0}).sort("name").to_list(length=200)


@admin.put("/{name}", response_model=Flag)
async def upsert(
    name: FlagName, body: FlagBody, editor: Annotated[str, Depends(RequireRole(Role.editor))]
):
    document = {"description": body.description, "percent": body.percent, "changed_by": editor}
    await flags.update_one({"name": name}, {"$set": document}, upsert=True)
    return Flag(name=name, **body.model_dump())


@admin.delete("/{name}", status_code=204, dependencies=[Depends(RequireRole(Role.admin))])
async def remove(name: FlagName) -> None:
    result = await flags.delete_one({"name": name})
    if result.deleted_count == 0:
        raise HTTPException(404, "No such flag")


app = FastAPI()
app.include_router(admin)


@app.get("/evaluate/{name}")
async def evaluate(name: FlagName, visitor: Annotated[str, Query(max_length=64)]) -> dict[str, bool]:
    """Called by the marketing site for anonymous visitors; answers yes or no."""
    flag = await flags.find_one({"name": name}, {"percent": 1})
    percent = flag["percent"] if flag else 0
    return {"enabled": zlib.crc32(f"{name}:{visitor}".encode()) % 100 < percent}
