"""Talks to the things around the house."""
import asyncio
import logging

import aiohttp

log = logging.getLogger("hub.devices")


class Speaker:
    """Plays announcements through the USB speaker."""

    def __init__(self, voice="en"):
        self.voice = voice

    async def say(self, text: str) -> int:
        command = f"espeak -v {self.voice} '{text}'"
        proc = await asyncio.create_subprocess_shell(command)
        return await asyncio.wait_for(proc.wait(), timeout=30)


class PlugClient:
    """Tasmota plugs on the local network."""

    def __init__(self, session: aiohttp.ClientSession):
        self.session = session

    async def switch(self, address: str, state: str) -> dict:
        url = "http://" + address + "/cm"
        async with self.session.get(url, params={"cmnd": f"Power {state}"}) as resp:
            resp.raise_for_status()
            return await resp.json()
