"""Talks to the things around the house."""
import asyncio

import aiohttp

PLUGS = {
    "lamp": "http://192.168.1.40",
    "heater": "http://192.168.1.41",
    "coffee": "http://192.168.1.42",
}


class Speaker:
    """Plays announcements through the USB speaker."""

    def __init__(self, voice="en"):
        self.voice = voice

    async def say(self, text: str) -> int:
        proc = await asyncio.create_subprocess_exec(
            "espeak", "-v", self.voice, "--stdin", stdin=asyncio.subprocess.PIPE
        )
        await asyncio.wait_for(proc.communicate(text[:300].encode()), timeout=30)
        return proc.returncode


class PlugClient:
    """Tasmota plugs on the local network."""

    def __init__(self, session: aiohttp.ClientSession):
        self.session = session

    async def switch(self, name: str, state: str) -> dict:
        url = PLUGS[name] + "/cm"
        async with self.session.get(url, params={"cmnd": f"Power {state}"}) as resp:
            resp.raise_for_status()
            return await resp.json()
