from __future__ import annotations

import os
from typing import Any

from pymongo import MongoClient, ReturnDocument

client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
flags = client["platform"]["flags"]


class FlagStore:
    """All database access for feature flags goes through here."""

    def __init__(self, tenant: str):
        self.tenant = tenant

    def find(self, criteria: dict[str, Any], limit: int = 100) -> list[dict]:
        query = {"tenant": self.tenant}
        query.update(criteria)
        return list(flags.find(query, {"_id": 0, "history": 0}).limit(limit))

    def update(self, key: str, changes: dict[str, Any]) -> dict | None:
        return flags.find_one_and_update(
            {"tenant": self.tenant, "key": key},
            {"$set": changes},
            projection={"_id": 0, "history": 0},
            return_document=ReturnDocument.AFTER,
        )
