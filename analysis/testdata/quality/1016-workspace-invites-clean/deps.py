import os
from dataclasses import dataclass

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from tokens import read_access_token

engine = create_engine(
    os.environ["DATABASE_URL"], pool_pre_ping=True, connect_args={"connect_timeout": 5}
)
SessionLocal = sessionmaker(bind=engine)
bearer = HTTPBearer()
limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ["REDIS_URL"])


@dataclass
class Admin:
    id: int
    workspace_id: int


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def require_admin(
    creds: HTTPAuthorizationCredentials = Depends(bearer), db: Session = Depends(get_db)
) -> Admin:
    from roles import admin_workspace

    try:
        person_id = read_access_token(creds.credentials)
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Invalid token")
    workspace_id = admin_workspace(db, person_id)
    if workspace_id is None:
        raise HTTPException(status_code=403, detail="Admins only")
    return Admin(id=person_id, workspace_id=workspace_id)
