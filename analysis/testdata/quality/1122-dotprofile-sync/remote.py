from typing import Any
from urllib.parse import quote

import requests
import yaml

MAX_PROFILE = 128 * 1024
BASE = "https://profiles.kestrelworks.io/v1"


class ProfileRemote:
    def __init__(self, token: str) -> None:
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def _download(self, name: str) -> str:
        url = f"{BASE}/{quote(name, safe='')}.yaml"
        body = bytearray()
        with self._session.get(url, timeout=(3, 10), stream=True) as response:
            response.raise_for_status()
            for chunk in response.iter_content(8192):
                body += chunk
                if len(body) > MAX_PROFILE:
                    raise ValueError("profile is too large")
        return body.decode()

    def fetch(self, name: str) -> dict[str, Any]:
        document = yaml.safe_load(self._download(name))
        if not isinstance(document, dict):
            raise ValueError("profile is not a mapping")
        return document
