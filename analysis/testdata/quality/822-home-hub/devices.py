import httpx

# Fixed addresses handed out by the router
KNOWN_DEVICES = {
    "kitchen-lamp": "192.168.10.21",
    "bath-heater": "192.168.10.22",
    "hall-fan": "192.168.10.23",
}


class UnknownDevice(KeyError):
    pass


class Device:
    def __init__(self, name: str, port: int = 80):
        if name not in KNOWN_DEVICES:
            raise UnknownDevice(name)
        self.address = KNOWN_DEVICES[name]
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
