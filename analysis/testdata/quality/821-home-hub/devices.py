import httpx


class Device:
    def __init__(self, address: str, port: int = 80):
        self.address = address
        self.port = port

    @property
    def base_url(self) -> str:
        return f"http://{self.address}:{self.port}"

    async def get(self, path: str) -> dict:
        async with httpx.AsyncClient(timeout=5) as client:
            resp = await client.get(self.base_url + path)
            return resp.json()

    async def set_power(self, on: bool) -> dict:
        state = "on" if on else "off"
        return await self.get(f"/relay/0?turn={state}")
