"""Shared dependencies: database handle and the current user."""
import hashlib
import os

from fastapi import Depends, HTTPException
from fastapi.security import APIKeyHeader
from pymongo import AsyncMongoClient

client = AsyncMongoClient(
    os.environ["MONGO_URL"],
    serverSelectionTimeoutMS=5000,
    socketTimeoutMS=10000,
    connectTimeoutMS=5000,
)
db = client["recipebox"]

session_header = APIKeyHeader(name="X-Session")


async def current_user(session: str = Depends(session_header)) -> dict:
    """Resolve the session key (stored as a digest) to a user document."""
    session_digest = hashlib.sha256(session.encode()).hexdigest()
    user = await db.users.find_one({"session_digest": session_digest})
    if user is None:
        raise HTTPException(status_code=401, detail="Invalid session")
    return user
