import os
import ssl

import httpx

HUB_URL = "https://192.168.1.20:8123"


class Hub:
    def __init__(self) -> None:
        # The hub uses a certificate signed by my own little CA
        context = ssl.create_default_context(cafile="/etc/home/ca.pem")
        self.client = httpx.AsyncClient(
            base_url=HUB_URL,
            headers={"Authorization": f"Bearer {os.environ['HUB_TOKEN']}"},
            verify=context,
            timeout=5.0,
        )

    async def state(self, entity: str) -> float:
        response = await self.client.get("/api/states", params={"entity": entity})
        response.raise_for_status()
        return float(response.json()["state"])

    async def switch(self, entity: str, on: bool) -> None:
        await self.client.post("/api/services/switch", json={"entity_id": entity, "on": on})
