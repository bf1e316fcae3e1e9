# Staff accounts service - FastAPI + SQLModel
import hashlib
import os
from typing import Any, Optional

from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from sqlmodel import Field, Session, SQLModel, create_engine, select

from guard import require_hr

app = FastAPI()

app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})


class Staff(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    email: str = Field(unique=True, index=True)
    full_name: str
    password_hash: str
    role: str = "employee"
    active: bool = True


class StaffCreate(SQLModel):
    email: str
    full_name: str
    password: str


def get_session():
    with Session(engine) as session:
        yield session


def hash_password(password: str) -> str:
    return hashlib.sha256(password.encode("utf-8")).hexdigest()


# Create a new staff account
@app.post("/staff", dependencies=[Depends(require_hr)])
def create_staff(data: StaffCreate, session: Session = Depends(get_session)):
    staff = Staff(
        email=data.email,
        full_name=data.full_name,
        password_hash=hash_password(data.password),
    )
    session.add(staff)
    session.commit()
    session.refresh(staff)
    return {"id": staff.id, "email": staff.email}


# List staff accounts
@app.get("/staff", dependencies=[Depends(require_hr)])
def list_staff(skip: int = 0, session: Session = Depends(get_session)):
    members = session.exec(select(Staff).offset(skip).limit(50)).all()
    return members


# Update a staff account
@app.patch("/staff/{staff_id}", dependencies=[Depends(require_hr)])
def update_staff(staff_id: int, changes: dict[str, Any], session: Session = Depends(get_session)):
    staff = session.get(Staff, staff_id)
    if not staff:
        raise HTTPException(status_code=404, detail="Staff member not found")
    for key, value in changes.items():
        setattr(staff, key, value)
    session.commit()
    return {"status": "updated"}
