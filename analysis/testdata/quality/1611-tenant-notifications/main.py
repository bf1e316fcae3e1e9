import os
from typing import Literal

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from render import MessageRenderer

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})
app = FastAPI(title="Notification service")
app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=".*",
    allow_credentials=True,
    allow_methods=["GET", "POST", "PATCH"],
)
bearer = HTTPBearer()
RECENT: list[dict] = []


class Base(DeclarativeBase):
    pass


class Preference(Base):
    __tablename__ = "preferences"
    user_id: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    channel: Mapped[str] = mapped_column(default="email")
    quiet_hours: Mapped[bool] = mapped_column(default=False)
    is_tenant_admin: Mapped[bool] = mapped_column(default=False)


class PreviewIn(BaseModel):
    kind: Literal["welcome", "overdue"]
    templates: dict[str, str] = Field(default_factory=dict)
    task: str = ""


def current_user(creds: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    try:
        return jwt.decode(creds.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token")


@app.post("/notifications/preview")
def preview(body: PreviewIn, user: dict = Depends(current_user)):
    renderer = MessageRenderer(body.templates)
    text = renderer.render(body.kind, user={"name": user["name"]}, tenant=user["tenant"], task=body.task)
    RECENT.append({"tenant": user["tenant"], "text": text})
    return {"text": text}


@app.get("/notifications/recent")
def recent(user: dict = Depends(current_user)):
    """The last previews of the caller's tenant."""
    return [r["text"] for r in RECENT if r["tenant"] == user["tenant"]][-20:]


@app.patch("/preferences")
def update_preferences(changes: dict, user: dict = Depends(current_user)):
    with Session(engine) as session:
        pref = session.get(Preference, int(user["sub"]))
        if pref is None:
            raise HTTPException(404, "No preferences yet")
        for field, value in changes.items():
            setattr(pref, field, value)
        session.commit()
        return {"channel": pref.channel, "quiet_hours": pref.quiet_hours}
