import os
from dataclasses import dataclass

import jwt
import pandas as pd
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import create_engine, text

engine = create_engine(os.environ["WAREHOUSE_URL"], connect_args={"connect_timeout": 5})
bearer = HTTPBearer()

RECENT = text(
    "SELECT day, revenue, orders, visits, refunds FROM daily_metrics "
    "WHERE team_id = :team ORDER BY day DESC LIMIT :days"
)


@dataclass
class Analyst:
    id: int
    team_id: int


def current_analyst(creds: HTTPAuthorizationCredentials = Depends(bearer)) -> Analyst:
    try:
        claims = jwt.decode(creds.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Invalid token")
    return Analyst(id=int(claims["sub"]), team_id=int(claims["team"]))


def metrics_frame(team_id: int, days: int = 90) -> pd.DataFrame:
    with engine.connect() as conn:
        return pd.read_sql(RECENT, conn, params={"team": team_id, "days": days})


def rows_for(statement: str, limit: int = 200) -> list[dict]:
    with engine.connect() as conn:
        result = conn.execute(text(statement))
        return [dict(row) for row in result.mappings().fetchmany(limit)]


def latest_metrics(team_id: int) -> dict[str, float]:
    frame = metrics_frame(team_id, days=1)
    if frame.empty:
        return {}
    return {name: float(frame[name].iloc[0]) for name in ("revenue", "orders", "visits", "refunds")}
