"""Admin endpoints for managing users."""
from datetime import datetime

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from deps import get_db, require_admin
from models import User

router = APIRouter(prefix="/admin", dependencies=[Depends(require_admin)])


class UserSummary(BaseModel):
    id: int
    email: str
    role: str
    created_at: datetime

    class Config:
        from_attributes = True


class RoleUpdate(BaseModel):
    role: str


class UserService:
    def __init__(self, db: Session):
        self.db = db

    def list_users(self, skip: int, limit: int) -> list[User]:
        return self.db.query(User).order_by(User.id).offset(skip).limit(limit).all()

    def get(self, user_id: int) -> User:
        user = self.db.get(User, user_id)
        if user is None:
            raise HTTPException(status_code=404, detail="User not found")
        return user

    def search(self, term: str) -> list[User]:
        stmt = select(User).where(User.email.ilike(f"%{term}%")).limit(50)
        return list(self.db.scalars(stmt))


def get_service(db: Session = Depends(get_db)) -> UserService:
    return UserService(db)


def row_to_dict(obj) -> dict:
    return {c.name: getattr(obj, c.name) for c in obj.__table__.columns}


@router.get("/users")
def list_users(skip: int = 0, limit: int = Query(100, le=500), service: UserService = Depends(get_service)):
    users = service.list_users(skip, limit)
    return {"total": len(users), "users": users}


@router.get("/users/search", response_model=list[UserSummary])
def search_users(q: str, service: UserService = Depends(get_service)):
    return service.search(q)


@router.get("/users/{user_id}")
def get_user(user_id: int, service: UserService = Depends(get_service)):
    return row_to_dict(service.get(user_id))


@router.patch("/users/{user_id}/role", response_model=UserSummary)
def set_role(user_id: int, body: RoleUpdate, service: UserService = Depends(get_service)):
    user = service.get(user_id)
    user.role = body.role
    service.db.commit()
    return user


@router.delete("/users/{user_id}", status_code=204)
def delete_user(user_id: int, service: UserService = Depends(get_service)):
    service.db.delete(service.get(user_id))
    service.db.commit()


app = FastAPI()
app.include_router(router)
