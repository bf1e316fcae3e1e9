import logging
import os
import subprocess

import httpx

from probe import Result

logger = logging.getLogger(__name__)


class Pager:
    def __init__(self) -> None:
        self._client = httpx.Client(timeout=5, headers={"Authorization": f"Bearer {os.environ['PAGER_TOKEN']}"})

    def page(self, result: Result) -> None:
        text = f"{result.target.host}:{result.target.port} is down"
        try:
            self._client.post("https://pager.tidewater-isp.net/v2/alerts", json={"text": text}).raise_for_status()
        except httpx.HTTPError:
            logger.exception("alert could not be delivered")

    def popup(self, result: Result) -> None:
        message = f"{result.target.host} is down"
        subprocess.run(["notify-send", "--", "Host watch", message], timeout=5, check=False)
