import asyncio


class DeviceController:
    """Talks to the 433 MHz sender through the `rfsend` command line tool."""

    def __init__(self, tool="/usr/local/bin/rfsend"):
        self.tool = tool
        self.devices = {"lamp": "1001", "heater": "1002", "fan": "1003"}

    def names(self):
        return sorted(self.devices)

    def _build(self, device, state):
        code = self.devices.get(device, device)
        return f"{self.tool} --code {code} --set {state}"

    async def switch(self, device, state):
        cmd = self._build(device, state)
        proc = await asyncio.create_subprocess_shell(cmd)
        code = await asyncio.wait_for(proc.wait(), timeout=10)
        return code == 0
