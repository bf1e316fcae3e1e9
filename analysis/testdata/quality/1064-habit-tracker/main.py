from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from models import Base, Habit, User, engine, get_db
from security import current_user

app = FastAPI(title="Habit tracker")
Base.metadata.create_all(engine)


class HabitIn(BaseModel):
    title: str = Field(min_length=1, max_length=120)


class ProfileOut(BaseModel):
    id: int
    email: str
    display_name: str | None
    is_premium: bool


class ProfileIn(BaseModel):
    display_name: str = Field(min_length=1, max_length=80)


@app.get("/me", response_model=ProfileOut)
def read_me(user: User = Depends(current_user)):
    """Return the profile of the logged-in user."""
    return ProfileOut(id=user.id, email=user.email, display_name=user.display_name, is_premium=user.is_premium)


@app.patch("/me")
def update_me(body: ProfileIn, user: User = Depends(current_user), db: Session = Depends(get_db)):
    user.display_name = body.display_name
    db.add(user)
    db.commit()
    return {"updated": True}


@app.post("/habits", status_code=201)
def create_habit(body: HabitIn, user: User = Depends(current_user), db: Session = Depends(get_db)):
    habit = Habit(owner_id=user.id, title=body.title)
    db.add(habit)
    db.commit()
    return {"id": habit.id, "title": habit.title}


@app.post("/habits/{habit_id}/check")
def check_habit(habit_id: int, user: User = Depends(current_user), db: Session = Depends(get_db)):
    habit = db.query(Habit).filter(Habit.id == habit_id, Habit.owner_id == user.id).first()
    if habit is None:
        raise HTTPException(status_code=404, detail="No such habit")
    habit.streak += 1
    db.commit()
    return {"id": habit.id, "streak": habit.streak}
