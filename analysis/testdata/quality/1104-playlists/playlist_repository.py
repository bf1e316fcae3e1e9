from datetime import datetime, timezone
from typing import Any

from bson import ObjectId
from pymongo import AsyncMongoClient

TRACK_FIELDS = {"title": 1, "artist": 1, "seconds": 1}


class PlaylistRepository:
    def __init__(self, client: AsyncMongoClient) -> None:
        self._playlists = client["music"]["playlists"]
        self._tracks = client["music"]["tracks"]

    async def create(self, owner_id: str, title: str) -> str:
        result = await self._playlists.insert_one(
            {"owner_id": owner_id, "title": title, "track_ids": [], "created_at": datetime.now(timezone.utc)}
        )
        return str(result.inserted_id)

    async def get(self, playlist_id: str, owner_id: str) -> dict[str, Any] | None:
        return await self._playlists.find_one({"_id": ObjectId(playlist_id), "owner_id": owner_id})

    async def search_tracks(self, artist: str | None, genre: str | None, limit: int = 50) -> list[dict[str, Any]]:
        criteria: dict[str, Any] = {"published": True}
        if artist:
            criteria["artist"] = {"$eq": artist}
        if genre:
            criteria["genre"] = {"$eq": genre}
        cursor = self._tracks.find(criteria, TRACK_FIELDS).limit(limit)
        return [self._track(doc) async for doc in cursor]

    async def longer_than(self, seconds: int) -> list[dict[str, Any]]:
        cursor = self._tracks.find({"published": True, "seconds": {"$gt": seconds}}, TRACK_FIELDS).limit(50)
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
