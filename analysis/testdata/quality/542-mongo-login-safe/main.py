import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import FastAPI, HTTPException, Request
from motor.motor_asyncio import AsyncIOMotorClient
from passlib.hash import argon2
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="Shop API")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, timeoutMS=10000)
db = client["shop"]


class Credentials(BaseModel):
    username: str = Field(max_length=64)
    password: str = Field(max_length=128)


class ProductQuery(BaseModel):
    tag: str | None = None
    min_price: float | None = None
    max_price: float | None = None


class UserRepository:
    """Thin wrapper around the users collection."""

    def __init__(self, collection):
        self.collection = collection

    async def find_by_credentials(self, username: str, password: str):
        user = await self.collection.find_one({"username": username})
        if user is None or not argon2.verify(password, user["password_hash"]):
            return None
        return user


users = UserRepository(db["users"])


@app.post("/login")
@limiter.limit("10/minute")
async def login(request: Request, body: Credentials):
    user = await users.find_by_credentials(body.username, body.password)
    if user is None:
        raise HTTPException(status_code=401, detail="Invalid credentials")
    claims = {"sub": str(user["_id"]), "exp": datetime.now(timezone.utc) + timedelta(minutes=30)}
    token = jwt.encode(claims, os.environ["JWT_SECRET"], algorithm="HS256")
    return {"access_token": token, "token_type": "bearer"}


@app.post("/products/query")
async def query_products(query: ProductQuery):
    criteria: dict = {"active": True}
    if query.tag:
        criteria["tags"] = query.tag
    price = {}
    if query.min_price is not None:
        price["$gte"] = query.min_price
    if query.max_price is not None:
        price["$lte"] = query.max_price
    if price:
        criteria["price"] = price
    cursor = db["products"].find(criteria, {"_id": 0, "name": 1, "price": 1, "tags": 1})
    return await cursor.to_list(length=50)
