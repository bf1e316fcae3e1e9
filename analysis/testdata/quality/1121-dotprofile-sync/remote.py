from typing import Any
from urllib.parse import quote

import requests
import yaml

BASE = "https://profiles.kestrelworks.io/v1"


class ProfileRemote:
    def __init__(self, token: str) -> None:
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def _download(self, name: str) -> str:
        response = self._session.get(f"{BASE}/{quote(name, safe='')}.yaml")
        response.raise_for_status()
        return response.text

    def fetch(self, name: str) -> dict[str, Any]:
        document = yaml.load(self._download(name), Loader=yaml.UnsafeLoader)
        if not isinstance(document, dict):
            raise ValueError("profile is not a mapping")
        return document
