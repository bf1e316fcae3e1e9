import asyncio

STATES = {"on": "1", "off": "0"}


class DeviceController:
    """Talks to the 433 MHz sender through the `rfsend` command line tool."""

    def __init__(self, tool="/usr/local/bin/rfsend"):
        self.tool = tool
        self.devices = {"lamp": "1001", "heater": "1002", "fan": "1003"}

    def names(self):
        return sorted(self.devices)

    async def switch(self, device, state):
        code = self.devices[device]
        value = STATES[state]
        proc = await asyncio.create_subprocess_exec(self.tool, "--code", code, "--set", value)
        exit_code = await asyncio.wait_for(proc.wait(), timeout=10)
        return exit_code == 0
