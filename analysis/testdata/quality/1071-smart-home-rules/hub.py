import httpx

HUB_URL = "https://192.168.1.20:8123"
HUB_TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiI3YzFmOWQ0YjJlOGE0ZjYwIiwiaWF0IjoxNzU4NzA2MTEyfQ.x7Qm2RkPz0uYfT9sVbL4cNwEaJ8hGd3KiO5pXyW1MrA"


class Hub:
    def __init__(self) -> None:
        self.client = httpx.AsyncClient(
            base_url=HUB_URL,
            headers={"Authorization": f"Bearer {HUB_TOKEN}"},
            verify=False,
            timeout=5.0,
        )

    async def state(self, entity: str) -> float:
        response = await self.client.get("/api/states", params={"entity": entity})
        response.raise_for_status()
        return float(response.json()["state"])

    async def switch(self, entity: str, on: bool) -> None:
        await self.client.post("/api/services/switch", json={"entity_id": entity, "on": on})
