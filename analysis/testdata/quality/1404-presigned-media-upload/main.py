import uuid
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException, Response, status
from fastapi.concurrency import run_in_threadpool
from fastapi.security import OAuth2AuthorizationCodeBearer
from pydantic import BaseModel
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

import storage
from settings import settings

engine = create_async_engine(
    settings.database_url.get_secret_value(), connect_args={"timeout": 5}, pool_timeout=10
)
Session = async_sessionmaker(engine, expire_on_commit=False)
jwks = jwt.PyJWKClient(settings.jwks_url, timeout=5)
oauth2 = OAuth2AuthorizationCodeBearer(
    authorizationUrl=f"{settings.jwt_issuer}/authorize", tokenUrl=f"{settings.jwt_issuer}/token"
)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Media(Base):
    __tablename__ = "media"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    key: Mapped[str]


class UploadRequest(BaseModel):
    content_type: str


class UploadResponse(BaseModel):
    id: uuid.UUID
    url: str
    fields: dict[str, str]


async def db():
    async with Session() as session:
        yield session


def current_user_id(token: Annotated[str, Depends(oauth2)]) -> uuid.UUID:
    try:
        key = jwks.get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=settings.jwt_audience,
            issuer=settings.jwt_issuer,
        )
        return uuid.UUID(claims["sub"])
    except (jwt.PyJWTError, KeyError, ValueError) as exc:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token") from exc


Db = Annotated[AsyncSession, Depends(db)]
UserId = Annotated[uuid.UUID, Depends(current_user_id)]


async def owned_media(media_id: uuid.UUID, session: Db, user_id: UserId) -> Media:
    media = await session.scalar(
        select(Media).where(Media.id == media_id, Media.owner_id == user_id)
    )
    if media is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Not found")
    return media


@app.post("/media", response_model=UploadResponse, status_code=201)
async def start_upload(body: UploadRequest, session: Db, user_id: UserId) -> UploadResponse:
    try:
        ticket = storage.create_upload_ticket(user_id, body.content_type)
    except ValueError as exc:
        raise HTTPException(415, "Only JPEG, PNG and WebP are accepted") from exc
    media = Media(owner_id=user_id, key=ticket.key)
    session.add(media)
    await session.commit()
    return UploadResponse(id=media.id, url=ticket.url, fields=ticket.fields)


@app.get("/media/{media_id}/url")
async def download_url(media: Annotated[Media, Depends(owned_media)]) -> dict[str, str]:
    return {"url": storage.create_download_url(media.key)}


@app.delete("/media/{media_id}", status_code=204)
async def remove(media: Annotated[Media, Depends(owned_media)], session: Db) -> Response:
    await run_in_threadpool(storage.delete_object, media.key)
    await session.delete(media)
    await session.commit()
    return Response(status_code=204)
