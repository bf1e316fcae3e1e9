"""User management with SQLModel."""
import secrets
from typing import Optional

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlmodel import Field, Session, SQLModel, create_engine, select

from settings import settings
from auth import require_staff

engine = create_engine(settings.database_url)
app = FastAPI(title="Users")


class UserBase(SQLModel):
    username: str = Field(index=True, unique=True)
    full_name: Optional[str] = None


class User(UserBase, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    password: str
    is_staff: bool = False


class UserCreate(UserBase):
    password: str


class UserUpdate(SQLModel):
    full_name: Optional[str] = None
    password: Optional[str] = None


def get_session():
    with Session(engine) as session:
        yield session


@app.on_event("startup")
def on_startup() -> None:
    SQLModel.metadata.create_all(engine)


@app.post("/users", response_model=User, status_code=201, dependencies=[Depends(require_staff)])
def create_user(body: UserCreate, session: Session = Depends(get_session)):
    if session.exec(select(User).where(User.username == body.username)).first():
        raise HTTPException(status_code=409, detail="Username already exists")
    user = User(username=body.username, full_name=body.full_name, password=body.password)
    session.add(user)
    session.commit()
    session.refresh(user)
    return user


class Credentials(SQLModel):
    username: str
    password: str


@app.post("/login")
def login(body: Credentials, session: Session = Depends(get_session)):
    user = session.exec(select(User).where(User.username == body.username)).first()
    if user is None:
        raise HTTPException(status_code=401, detail="Invalid credentials")
    if not secrets.compare_digest(user.password, body.password):
        raise HTTPException(status_code=401, detail="Invalid credentials")
    return {"message": "Login successful", "user": user}


@app.get("/users", response_model=list[User], dependencies=[Depends(require_staff)])
def read_users(
    offset: int = 0,
    limit: int = Query(default=100, le=100),
    session: Session = Depends(get_session),
):
    return session.exec(select(User).offset(offset).limit(limit)).all()


@app.patch("/users/{user_id}", response_model=UserBase, dependencies=[Depends(require_staff)])
def update_user(user_id: int, body: UserUpdate, session: Session = Depends(get_session)):
    user = session.get(User, user_id)
    if not user:
        raise HTTPException(status_code=404, detail="User not found")
    if body.full_name is not None:
        user.full_name = body.full_name
    if body.password is not None:
        user.password = body.password
    session.add(user)
    session.commit()
    session.refresh(user)
    return user
