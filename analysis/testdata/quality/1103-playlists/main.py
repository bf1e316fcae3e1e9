import os
from functools import lru_cache
from typing import Annotated, Any

from fastapi import Body, Depends, FastAPI, HTTPException, Path
from pydantic import BaseModel, Field
from pymongo import AsyncMongoClient

from auth import UserId
from playlist_repository import PlaylistRepository

app = FastAPI(title="Playlists")
HexId = Annotated[str, Path(pattern=r"^[0-9a-f]{24}$")]


class PlaylistIn(BaseModel):
    title: str = Field(min_length=1, max_length=120)


@lru_cache(maxsize=1)
def get_client() -> AsyncMongoClient:
    return AsyncMongoClient(os.environ["MONGO_URI"], timeoutMS=5000, serverSelectionTimeoutMS=3000)


def get_repository() -> PlaylistRepository:
    return PlaylistRepository(get_client())


Repo = Annotated[PlaylistRepository, Depends(get_repository)]


@app.post("/playlists", status_code=201)
async def create_playlist(body: PlaylistIn, user_id: UserId, repo: Repo) -> dict[str, str]:
    return {"id": await repo.create(user_id, body.title)}


@app.get("/playlists/{playlist_id}")
async def read_playlist(playlist_id: HexId, user_id: UserId, repo: Repo) -> dict[str, Any]:
    playlist = await repo.get(playlist_id)
    if playlist is None:
        raise HTTPException(404, "Playlist not found")
    return {"title": playlist["title"], "tracks": [str(t) for t in playlist["track_ids"]]}


@app.put("/playlists/{playlist_id}/tracks/{track_id}", status_code=204)
async def add_track(playlist_id: HexId, track_id: HexId, user_id: UserId, repo: Repo) -> None:
    if not await repo.add_track(playlist_id, user_id, track_id):
        raise HTTPException(404, "Playlist not found")


@app.post("/tracks/search")
async def search_tracks(user_id: UserId, repo: Repo, filters: Annotated[dict[str, Any], Body()]) -> list[dict[str, Any]]:
    return await repo.search_tracks(filters)


@app.get("/tracks/long")
async def long_tracks(user_id: UserId, repo: Repo, seconds: str = "600") -> list[dict[str, Any]]:
    return await repo.longer_than(seconds)
