import os

import jwt
from fastapi import Header, HTTPException
from motor.motor_asyncio import AsyncIOMotorClient

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, socketTimeoutMS=10000)


def get_contacts():
    return client.crm.contacts


def get_tenant(authorization: str = Header(...)) -> str:
    token = authorization.removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, os.environ["JWT_PUBLIC_KEY"], algorithms=["RS256"], audience="crm")
    except jwt.InvalidTokenError as exc:
        raise HTTPException(status_code=401, detail="Not authenticated") from exc
    return claims["tenant"]
