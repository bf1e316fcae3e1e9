import logging
import time

import requests

log = logging.getLogger("donorsync.http")


class ApiClient:
    def __init__(self, base, key, retries=3):
        self.base = base.rstrip("/")
        self.headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}
        self.retries = retries

    def call(self, method, path, **kwargs):
        url = f"{self.base}/{path.lstrip('/')}"
        for attempt in range(1, self.retries + 1):
            response = requests.request(method, url, headers=self.headers, timeout=20, **kwargs)
            if response.status_code < 500:
                break
            log.warning("%s %s attempt %d: %s headers=%r", method, url, attempt, response.status_code, self.headers)
            time.sleep(2 ** attempt)
        response.raise_for_status()
        return response.json() if response.content else None

    def pages(self, path, size=200):
        page = 1
        while True:
            batch = self.call("GET", path, params={"page": page, "size": size})
            yield from batch["items"]
            if page >= batch["pages"]:
                return
            page += 1
