import hmac
import os
import smtplib
from email.message import EmailMessage
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from jinja2 import Environment
from pydantic import BaseModel, Field

app = FastAPI(title="Club newsletter")
env = Environment(autoescape=True)

FROM_ADDR = "news@ruderclub-see.org"
LETTER = env.from_string(
    "<p>Dear {{ name }},</p>{% for paragraph in paragraphs %}<p>{{ paragraph }}</p>{% endfor %}"
)


class Newsletter(BaseModel):
    subject: str = Field(max_length=200)
    body: str = Field(max_length=20000)


def require_editor(x_api_key: Annotated[str, Header()]):
    if not hmac.compare_digest(x_api_key.encode(), os.environ["EDITOR_API_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Invalid API key")


def load_members() -> list[dict]:
    with open("members.txt", encoding="utf-8") as fh:
        rows = (line.rstrip("\n").split(";") for line in fh)
        return [{"name": r[0], "email": r[1]} for r in rows if len(r) == 2]


def render_for(member: dict, text: str) -> str:
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return LETTER.render(name=member["name"], paragraphs=paragraphs)


class Mailer:
    def __init__(self, host: str):
        self.host = host

    def deliver(self, to: str, subject: str, html: str) -> None:
        message = EmailMessage()
        message["From"] = FROM_ADDR
        message["To"] = to
        message["Subject"] = " ".join(subject.splitlines())
        message.set_content(html, subtype="html")
        with smtplib.SMTP(self.host, 25, timeout=15) as server:
            server.send_message(message)


mailer = Mailer(os.getenv("SMTP_HOST", "localhost"))


@app.post("/newsletter", dependencies=[Depends(require_editor)])
def send_newsletter(letter: Newsletter):
    sent = 0
    for member in load_members():
        html = render_for(member, letter.body)
        mailer.deliver(member["email"], letter.subject, html)
        sent += 1
    return {"sent": sent}
