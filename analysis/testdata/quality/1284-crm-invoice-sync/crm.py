"""Client for the CRM's REST interface."""
import logging

import requests

log = logging.getLogger("sync.crm")

TIMEOUT = (5, 30)


class CrmClient:
    def __init__(self, base_url: str, user: str, password: str, ca_file: str):
        self.base_url = base_url.rstrip("/")
        self.user = user
        self.password = password
        self.session = requests.Session()
        # the CRM's certificate is issued by the company's own CA
        self.session.verify = ca_file

    def login(self) -> None:
        credentials = {"username": self.user, "password": self.password}
        log.info("logging in to CRM")
        reply = self.session.post(f"{self.base_url}/auth/login", json=credentials, timeout=TIMEOUT)
        reply.raise_for_status()
        self.session.headers["Authorization"] = "Bearer " + reply.json()["token"]

    def push_invoice(self, invoice: dict) -> str:
        reply = self.session.put(
            f"{self.base_url}/invoices/{invoice['number']}",
            json=invoice,
            timeout=TIMEOUT,
        )
        reply.raise_for_status()
        return reply.json()["id"]
