# Staff accounts service - FastAPI + SQLModel
import hashlib
import os
from typing import Optional

from argon2 import PasswordHasher
from fastapi import Depends, FastAPI, HTTPException, Response
from fastapi.middleware.cors import CORSMiddleware
from pydantic import EmailStr
from sqlmodel import Field, Session, SQLModel, create_engine, select

from guard import require_hr

app = FastAPI()

app.add_middleware(
    CORSMiddleware,
    allow_origins=[os.environ["FRONTEND_ORIGIN"]],
    allow_credentials=True,
    allow_methods=["GET", "POST", "PATCH"],
    allow_headers=["Authorization", "Content-Type"],
)

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})
hasher = PasswordHasher()


class Staff(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    email: str = Field(unique=True, index=True)
    full_name: str
    password_hash: str
    role: str = "employee"
    active: bool = True


class StaffCreate(SQLModel):
    email: EmailStr
    full_name: str = Field(max_length=120)
    password: str = Field(min_length=12, max_length=128)


class StaffUpdate(SQLModel):
    full_name: Optional[str] = Field(default=None, max_length=120)
    active: Optional[bool] = None


class StaffPublic(SQLModel):
    id: int
    email: str
    full_name: str
    active: bool


def get_session():
    with Session(engine) as session:
        yield session


# Create a new staff account
@app.post("/staff", response_model=StaffPublic, dependencies=[Depends(require_hr)])
def create_staff(data: StaffCreate, session: Session = Depends(get_session)):
    staff = Staff(
        email=data.email,
        full_name=data.full_name,
        password_hash=hasher.hash(data.password),
    )
    session.add(staff)
    session.commit()
    session.refresh(staff)
    return staff


# List staff accounts
@app.get("/staff", response_model=list[StaffPublic], dependencies=[Depends(require_hr)])
def list_staff(response: Response, skip: int = 0, session: Session = Depends(get_session)):
    members = session.exec(select(Staff).offset(skip).limit(50)).all()
    etag = hashlib.md5("|".join(f"{m.id}:{m.active}" for m in members).encode(), usedforsecurity=False)
    response.headers["ETag"] = f'"{etag.hexdigest()}"'
    return members


# Update a staff account
@app.patch("/staff/{staff_id}", response_model=StaffPublic, dependencies=[Depends(require_hr)])
def update_staff(staff_id: int, changes: StaffUpdate, session: Session = Depends(get_session)):
    staff = session.get(Staff, staff_id)
    if not staff:
        raise HTTPException(status_code=404, detail="Staff member not found")
    for key, value in changes.model_dump(exclude_unset=True).items():
        setattr(staff, key, value)
    session.commit()
    session.refresh(staff)
    return staff
