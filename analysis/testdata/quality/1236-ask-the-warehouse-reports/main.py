import hmac
import logging
import os

from fastapi import Depends, FastAPI, Header, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from llm import question_to_report
from warehouse import fetch

logger = logging.getLogger("warehouse")
app = FastAPI(title="Ask the warehouse")

app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://lager.holmberg.se"],
    allow_credentials=True,
    allow_methods=["POST"],
    allow_headers=["x-manager-key", "content-type"],
)


class Question(BaseModel):
    question: str = Field(min_length=3, max_length=500)


def manager_only(x_manager_key: str = Header()):
    if not hmac.compare_digest(x_manager_key.encode(), os.environ["MANAGER_KEY"].encode()):
        raise HTTPException(status_code=403, detail="Forbidden")


@app.post("/ask", dependencies=[Depends(manager_only)])
async def ask(body: Question):
    try:
        choice = await question_to_report(body.question)
        rows = await fetch(choice)
    except ValidationError:
        raise HTTPException(status_code=422, detail="No report answers this question")
    except SQLAlchemyError:
        logger.exception("report failed")
        raise HTTPException(status_code=500, detail="The report could not be created")
    return {"report": choice.report, "rows": rows, "count": len(rows)}
