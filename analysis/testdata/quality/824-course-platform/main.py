import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from passlib.context import CryptContext
from pydantic import BaseModel
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlalchemy.orm import Session

from course_repo import CourseRepository
from database import Student, get_db

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
pwd = CryptContext(schemes=["bcrypt"])
JWT_SECRET = os.environ["JWT_SECRET"]


class LoginIn(BaseModel):
    email: str
    password: str


@app.get("/courses")
def list_courses(
    q: str = "",
    level: str | None = None,
    teacher: str | None = None,
    db: Session = Depends(get_db),
):
    repo = CourseRepository(db)
    return repo.where("level", level).where("teacher", teacher).containing(q).all()


def office_only(authorization: str = Header()) -> None:
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), JWT_SECRET, algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Please log in")
    if claims.get("role") != "office":
        raise HTTPException(403, "Office only")


@app.delete("/students/{student_id}", dependencies=[Depends(office_only)])
def delete_student(student_id: int, db: Session = Depends(get_db)):
    """Remove a student account (used by the office)."""
    student = db.get(Student, student_id)
    if student is None:
        raise HTTPException(404, "Student not found")
    db.delete(student)
    db.commit()
    return {"deleted": student_id}


@app.post("/login")
@limiter.limit("5/minute")
def login(request: Request, body: LoginIn, db: Session = Depends(get_db)):
    student = db.query(Student).filter(Student.email == body.email).first()
    if student is None or not pwd.verify(body.password, student.password_hash):
        raise HTTPException(401, "Wrong e-mail or password")
    claims = {"sub": str(student.id), "role": student.role, "exp": datetime.now(timezone.utc) + timedelta(hours=2)}
    return {"access_token": jwt.encode(claims, JWT_SECRET, algorithm="HS256"), "token_type": "bearer"}
