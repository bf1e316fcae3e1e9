from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

from agent import answer

app = FastAPI()
bearer = HTTPBearer()


class Question(BaseModel):
    text: str = Field(min_length=3, max_length=2000)


def engineer(creds: HTTPAuthorizationCredentials = Depends(bearer)) -> None:
    # In a real application you would validate the token against your SSO here
    if not creds.credentials:
        raise HTTPException(401, "Not allowed")


@app.post("/ask", dependencies=[Depends(engineer)])
def ask(question: Question):
    return {"answer": answer(question.text)}
