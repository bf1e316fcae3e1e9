import os
import smtplib
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from jinja2 import Environment
from pydantic import BaseModel, Field

app = FastAPI(title="Club newsletter")
env = Environment(autoescape=True)

FROM_ADDR = "news@ruderclub-see.org"


class Newsletter(BaseModel):
    subject: str = Field(max_length=200)
    body: str = Field(max_length=20000)


def require_editor(x_api_key: Annotated[str, Header()]):
    if x_api_key != os.environ["EDITOR_API_KEY"]:
        raise HTTPException(status_code=401, detail="Invalid API key")


def load_members() -> list[dict]:
    with open("members.txt", encoding="utf-8") as fh:
        rows = (line.rstrip("\n").split(";") for line in fh)
        return [{"name": r[0], "email": r[1]} for r in rows if len(r) == 2]


def render_for(member: dict, source: str) -> str:
    """Editors can use {{ name }} inside the text."""
    template = env.from_string(source)
    return template.render(name=member["name"])


class Mailer:
    def __init__(self, host: str):
        self.host = host

    def deliver(self, to: str, subject: str, html: str) -> None:
        message = (
            f"From: {FROM_ADDR}\r\n"
            f"To: {to}\r\n"
            f"Subject: {subject}\r\n"
            "Content-Type: text/html; charset=utf-8\r\n"
            "\r\n"
            f"{html}"
        )
        with smtplib.SMTP(self.host, 25) as server:
            server.sendmail(FROM_ADDR, [to], message.encode("utf-8"))


mailer = Mailer(os.getenv("SMTP_HOST", "localhost"))


@app.post("/newsletter", dependencies=[Depends(require_editor)])
def send_newsletter(letter: Newsletter):
    sent = 0
    for member in load_members():
        html = render_for(member, letter.body)
        mailer.deliver(member["email"], letter.subject, html)
        sent += 1
    return {"sent": sent}
