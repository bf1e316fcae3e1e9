import traceback

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from operators import Operator
from planner import Planner
from runner import Runner

app = FastAPI(title="Ops assistant", dependencies=[Operator])
planner = Planner()
runner = Runner()


class Ask(BaseModel):
    request: str = Field(min_length=3, max_length=500)


class Answer(BaseModel):
    command: str
    code: int
    output: str


@app.post("/ask", response_model=Answer)
async def ask(body: Ask):
    try:
        command = await planner.plan(body.request)
        outcome = await runner.run(command)
    except Exception:
        return JSONResponse({"error": traceback.format_exc()}, status_code=500)
    return Answer(command=command, code=outcome.code, output=outcome.output)
