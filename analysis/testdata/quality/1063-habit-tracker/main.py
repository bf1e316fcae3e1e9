from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from models import Base, Habit, User, engine, get_db
from security import current_user

app = FastAPI(title="Habit tracker")
Base.metadata.create_all(engine)


class HabitIn(BaseModel):
    title: str


@app.get("/me")
def read_me(user: User = Depends(current_user)):
    """Return the profile of the logged-in user."""
    return {column.name: getattr(user, column.name) for column in User.__table__.columns}


@app.patch("/me")
async def update_me(request: Request, user: User = Depends(current_user), db: Session = Depends(get_db)):
    changes = await request.json()
    for field, value in changes.items():
        if hasattr(user, field):
            setattr(user, field, value)
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
    habit = db.get(Habit, habit_id)
    if habit is None:
        raise HTTPException(status_code=404, detail="No such habit")
    habit.streak += 1
    db.commit()
    return {"id": habit.id, "streak": habit.streak}
