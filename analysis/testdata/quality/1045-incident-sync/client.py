import logging
from dataclasses import dataclass, field
from typing import Iterator

import requests

log = logging.getLogger("incident-sync")


@dataclass
class DeskClient:
    """Thin client for the service desk REST API."""

    base_url: str
    user: str
    password: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.auth = (self.user, self.password)
        # internal CA, certificate is self-signed
        self.session.verify = False
        log.debug("desk client for %s with %s / %s", self.base_url, self.user, self.password)

    def incidents(self, since: str) -> Iterator[dict]:
        offset = 0
        while True:
            page = self.session.get(
                f"{self.base_url}/api/now/table/incident",
                params={"sysparm_query": f"sys_updated_on>{since}", "sysparm_offset": offset, "sysparm_limit": 100},
            )
            page.raise_for_status()
            records = page.json()["result"]
            if not records:
                return
            yield from records
            offset += len(records)
