from fastapi import Depends, FastAPI, HTTPException, Request
from passlib.context import CryptContext
from pydantic import BaseModel
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy.orm import Session

from course_repo import CourseRepository
from database import Student, get_db

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)
app.state.limiter = limiter
pwd = CryptContext(schemes=["bcrypt"])


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


@app.delete("/students/{student_id}")
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
    return {"message": "Login successful", "student_id": student.id}
