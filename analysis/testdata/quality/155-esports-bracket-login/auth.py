from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel

from .deps import player_service
from .services import PlayerService

router = APIRouter(tags=["auth"])


class Credentials(BaseModel):
    nickname: str
    password: str


@router.post("/login")
async def login(
    credentials: Credentials,
    players: PlayerService = Depends(player_service),
):
    player = await players.authenticate(credentials.nickname, credentials.password)
    if player is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Wrong nickname or password")
    return {"status": "ok", "player": player}


@router.get("/teams/{team_id}")
async def team(team_id: int, players: PlayerService = Depends(player_service)):
    return await players.team(team_id)
