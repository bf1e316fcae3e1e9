from pydantic import BaseModel, EmailStr, Field, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tasks import forward_entry


class Entry(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    address: EmailStr
    subject: str = Field(max_length=200)
    text: str = Field(max_length=5000)


async def sign_guestbook(request: Request) -> JSONResponse:
    try:
        entry = Entry.model_validate(await request.json())
    except (ValidationError, ValueError):
        return JSONResponse({"error": "Please check the form"}, status_code=422)
    forward_entry.delay(entry.name, entry.address, entry.subject, entry.text)
    return JSONResponse({"status": "thank you"}, status_code=202)


app = Starlette(routes=[Route("/guestbook", sign_guestbook, methods=["POST"])])
