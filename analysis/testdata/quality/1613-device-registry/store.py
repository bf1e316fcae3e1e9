import os

from motor.motor_asyncio import AsyncIOMotorClient

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, socketTimeoutMS=15000)
db = client["fleet"]


async def find_devices(criteria: dict, limit: int = 50) -> list[dict]:
    cursor = db.devices.find(criteria, {"_id": 0, "secret": 0}).limit(limit)
    return await cursor.to_list(length=limit)


async def find_owner(email: str) -> dict | None:
    return await db.owners.find_one({"email": str(email)})
