import os
import secrets

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

from agent import answer

app = FastAPI()
bearer = HTTPBearer()


class Question(BaseModel):
    text: str = Field(min_length=3, max_length=2000)


def engineer(creds: HTTPAuthorizationCredentials = Depends(bearer)) -> None:
    expected = os.environ["ONCALL_TOKEN"]
    if not secrets.compare_digest(creds.credentials.encode(), expected.encode()):
        raise HTTPException(401, "Not allowed")


@app.post("/ask", dependencies=[Depends(engineer)])
def ask(question: Question):
    return {"answer": answer(question.text)}
