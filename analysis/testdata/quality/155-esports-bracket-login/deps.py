from fastapi import Request

from .services import PlayerService


def player_service(request: Request) -> PlayerService:
    return PlayerService(request.app.state.pool)
