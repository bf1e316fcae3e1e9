from datetime import datetime, timezone
from typing import Any

from bson import ObjectId
from pymongo import AsyncMongoClient


class PlaylistRepository:
    def __init__(self, client: AsyncMongoClient) -> None:
        self._playlists = client["music"]["playlists"]
        self._tracks = client["music"]["tracks"]

    async def create(self, owner_id: str, title: str) -> str:
        result = await self._playlists.insert_one(
            {"owner_id": owner_id, "title": title, "track_ids": [], "created_at": datetime.now(timezone.utc)}
        )
        return str(result.inserted_id)

    async def get(self, playlist_id: str) -> dict[str, Any] | None:
        return await self._playlists.find_one({"_id": ObjectId(playlist_id)})

    async def search_tracks(self, filters: dict[str, Any], limit: int = 50) -> list[dict[str, Any]]:
        criteria = {"published": True, **filters}
        cursor = self._tracks.find(criteria, {"title": 1, "artist": 1, "seconds": 1}).limit(limit)
        return [self._track(doc) async for doc in cursor]

    async def longer_than(self, expression: str) -> list[dict[str, Any]]:
        where = "this.published && this.seconds > " + expression
        cursor = self._tracks.find({"$where": where}, {"title": 1, "artist": 1, "seconds": 1}).limit(50)
        return [self._track(doc) async for doc in cursor]

    async def add_track(self, playlist_id: str, owner_id: str, track_id: str) -> bool:
        result = await self._playlists.update_one(
            {"_id": ObjectId(playlist_id), "owner_id": owner_id},
            {"$addToSet": {"track_ids": ObjectId(track_id)}},
        )
        return result.matched_count == 1

    @staticmethod
    def _track(doc: dict[str, Any]) -> dict[str, Any]:
        return {"id": str(doc["_id"]), "title": doc["title"], "artist": doc["artist"], "seconds": doc["seconds"]}
