import logging

from anthropic import AnthropicError
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from operators import Operator
from planner import Planner, UnknownAction
from runner import Action, Runner

logger = logging.getLogger(__name__)
app = FastAPI(title="Ops assistant", dependencies=[Operator])
planner = Planner()
runner = Runner()


class Ask(BaseModel):
    request: str = Field(min_length=3, max_length=500)


class Answer(BaseModel):
    action: Action
    code: int
    output: str


@app.post("/ask", response_model=Answer)
async def ask(body: Ask) -> Answer:
    try:
        action = await planner.plan(body.request)
        outcome = await runner.run(action)
    except UnknownAction:
        raise HTTPException(422, "I have no action for this")
    except (AnthropicError, OSError):
        logger.exception("request failed")
        raise HTTPException(502, "The request could not be completed")
    return Answer(action=action, code=outcome.code, output=outcome.output)
