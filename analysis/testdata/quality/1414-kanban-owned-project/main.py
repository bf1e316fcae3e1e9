"""Kanban API: projects and cards. SQLModel, one dependency decides on ownership."""
import os
from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from fastapi_users.authentication import AuthenticationBackend, BearerTransport, JWTStrategy
from fastapi_users import FastAPIUsers
from sqlmodel import Field, Session, SQLModel, create_engine, select

from users import User, get_user_manager

engine = create_engine(
    os.environ["DATABASE_URL"], pool_pre_ping=True, connect_args={"connect_timeout": 5}
)


class Project(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(index=True)
    name: str


class Card(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    title: str
    column: str = "todo"


class CardIn(SQLModel):
    title: str = Field(min_length=1, max_length=120)
    column: Literal["todo", "doing", "done"] = "todo"


class CardOut(SQLModel):
    id: int
    title: str
    column: str


backend = AuthenticationBackend(
    name="jwt",
    transport=BearerTransport(tokenUrl="auth/token"),
    get_strategy=lambda: JWTStrategy(secret=os.environ["JWT_SECRET"], lifetime_seconds=1800),
)
fastapi_users = FastAPIUsers[User, int](get_user_manager, [backend])
current_user = fastapi_users.current_user(active=True, verified=True)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


def own_project(
    project_id: int, session: SessionDep, user: Annotated[User, Depends(current_user)]
) -> Project:
    project = session.get(Project, project_id)
    # 404 rather than 403, so that ids cannot be probed.
    if project is None or project.owner_id != user.id:
        raise HTTPException(404, "Project not found")
    return project


def own_card(
    card_id: int, session: SessionDep, project: Annotated[Project, Depends(own_project)]
) -> Card:
    card = session.get(Card, card_id)
    if card is None or card.project_id != project.id:
        raise HTTPException(404, "Card not found")
    return card


OwnProject = Annotated[Project, Depends(own_project)]
OwnCard = Annotated[Card, Depends(own_card)]
router = APIRouter(prefix="/projects/{project_id}/cards", tags=["cards"])


@router.get("", response_model=list[CardOut])
def list_cards(
    project: OwnProject, session: SessionDep, limit: Annotated[int, Query(ge=1, le=200)] = 100
):
    return session.exec(
        select(Card).where(Card.project_id == project.id).order_by(Card.id).limit(limit)
    ).all()


@router.post("", response_model=CardOut, status_code=201)
def add_card(body: CardIn, project: OwnProject, session: SessionDep):
    card = Card.model_validate(body, update={"project_id": project.id})
    session.add(card)
    session.commit()
    session.refresh(card)
    return card


@router.patch("/{card_id}", response_model=CardOut)
def edit_card(body: CardIn, card: OwnCard, session: SessionDep):
    card.sqlmodel_update(body.model_dump(exclude_unset=True))
    session.add(card)
    session.commit()
    session.refresh(card)
    return card


@router.delete("/{card_id}", status_code=204)
def delete_card(card: OwnCard, session: SessionDep) -> None:
    session.delete(card)
    session.commit()


app = FastAPI()
app.include_router(router)
