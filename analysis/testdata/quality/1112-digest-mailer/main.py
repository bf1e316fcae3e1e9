from fastapi import BackgroundTasks, Depends, FastAPI
from pydantic import BaseModel, EmailStr, Field

from mailer import DigestMailer, SmtpSettings
from renderer import DigestRenderer, Layout
from security import require_editor

app = FastAPI(dependencies=[Depends(require_editor)])
renderer = DigestRenderer()


class Article(BaseModel):
    title: str = Field(max_length=160)
    teaser: str = Field(max_length=600)


class DigestIn(BaseModel):
    subject: str = Field(max_length=120)
    layout: Layout = Layout.COMPACT
    recipients: list[EmailStr] = Field(max_length=50)
    articles: list[Article] = Field(max_length=20)


def get_mailer() -> DigestMailer:
    return DigestMailer(SmtpSettings())


def _html(body: DigestIn) -> str:
    return renderer.render(body.layout, {"subject": body.subject, "articles": body.articles})


@app.post("/digests/preview")
def preview(body: DigestIn) -> dict[str, str]:
    return {"html": _html(body)}


@app.post("/digests", status_code=202)
def send_digest(body: DigestIn, tasks: BackgroundTasks, mailer: DigestMailer = Depends(get_mailer)) -> dict[str, int]:
    html = _html(body)
    for recipient in body.recipients:
        tasks.add_task(mailer.send, recipient, body.subject, html)
    return {"queued": len(body.recipients)}
