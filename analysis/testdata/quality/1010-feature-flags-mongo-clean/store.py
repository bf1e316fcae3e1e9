from __future__ import annotations

import os

from pymongo import MongoClient, ReturnDocument

client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
flags = client["platform"]["flags"]


class FlagStore:
    """All database access for feature flags goes through here."""

    def __init__(self, tenant: str):
        self.tenant = tenant

    def find(self, *, environment: str | None, enabled: bool | None, limit: int = 100) -> list[dict]:
        query: dict = {"tenant": self.tenant}
        if environment is not None:
            query["environment"] = environment
        if enabled is not None:
            query["enabled"] = enabled
        return list(flags.find(query, {"_id": 0, "history": 0}).limit(limit))

    def update(self, key: str, *, enabled: bool, rollout: int) -> dict | None:
        return flags.find_one_and_update(
            {"tenant": self.tenant, "key": key},
            {"$set": {"enabled": enabled, "rollout": rollout}},
            projection={"_id": 0, "history": 0},
            return_document=ReturnDocument.AFTER,
        )
