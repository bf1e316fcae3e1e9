from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

import auth
from database import Note, Nurse, get_session

app = FastAPI(title="Shift notes")
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)
app.include_router(auth.router)


class NoteIn(BaseModel):
    text: str = Field(min_length=1, max_length=4000)


@app.post("/notes", status_code=201)
def add_note(body: NoteIn, nurse: Nurse = Depends(auth.current_nurse), session: Session = Depends(get_session)):
    note = Note(ward=nurse.ward, author_id=nurse.id, text=body.text)
    session.add(note)
    session.commit()
    return {"id": note.id}


@app.get("/notes")
def ward_notes(nurse: Nurse = Depends(auth.current_nurse), session: Session = Depends(get_session)):
    query = select(Note).where(Note.ward == nurse.ward).order_by(Note.id.desc()).limit(50)
    return [{"id": n.id, "author": n.author_id, "text": n.text} for n in session.scalars(query)]
