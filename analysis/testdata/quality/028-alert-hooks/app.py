"""Outgoing webhooks restricted to partner hosts."""
import logging
import os
from urllib.parse import urlsplit, urlunsplit

import requests
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, field_validator

logger = logging.getLogger("alerts")
app = FastAPI(title="Alert hooks")

PARTNER_HOSTS = {
    "hooks.partner-one.com",
    "events.partner-two.net",
}
SLACK_WEBHOOK = os.getenv("SLACK_WEBHOOK_URL")


class AlertIn(BaseModel):
    callback_url: str
    title: str
    severity: int = 3

    @field_validator("callback_url")
    @classmethod
    def callback_must_be_partner(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme != "https" or parts.hostname not in PARTNER_HOSTS:
            raise ValueError("callback host is not a registered partner")
        return value


def get_http():
    """Provide a session per request."""
    with requests.Session() as session:
        session.headers["User-Agent"] = "alert-hooks/2.1"
        yield session


@app.post("/alerts", status_code=202)
def send_alert(alert: AlertIn, http: requests.Session = Depends(get_http)):
    """Send an alert to the callback of a partner."""
    try:
        response = http.post(
            alert.callback_url,
            json={"title": alert.title, "severity": alert.severity},
            timeout=5,
            allow_redirects=False,
        )
    except requests.RequestException:
        raise HTTPException(status_code=502, detail="Partner not reachable")
    return {"delivered": response.ok}


@app.post("/alerts/slack", status_code=202)
def send_to_slack(title: str, http: requests.Session = Depends(get_http)):
    """Send an alert to our own Slack channel."""
    if not SLACK_WEBHOOK:
        raise HTTPException(status_code=503, detail="Slack is not configured")
    http.post(SLACK_WEBHOOK, json={"text": title}, timeout=5)
    return {"delivered": True}


@app.get("/status/{partner}")
def partner_status(partner: str, http: requests.Session = Depends(get_http)):
    """Ask the status page of a partner, which is always on our own host."""
    url = urlunsplit(("https", "status.acme-shop.com", f"/partners/{partner}", "", ""))
    return {"status": http.get(url, timeout=5).json().get("state", "unknown")}
