"""Fetches still pictures from the cameras in the allotment garden."""
import os
import ssl

import aiohttp

CAMERAS = {
    "gate": "gate.garden.lan",
    "pond": "pond.garden.lan",
    "shed": "shed.garden.lan",
}
LIMITS = aiohttp.ClientTimeout(total=10, connect=3)
MAX_PICTURE = 3 * 1024 * 1024


class CameraError(Exception):
    pass


class CameraClient:
    def __init__(self):
        # certificates are signed by our own small CA
        self.ssl_context = ssl.create_default_context(cafile=os.environ["GARDEN_CA"])
        self.session = None

    async def open(self, app):
        self.session = aiohttp.ClientSession(timeout=LIMITS)

    async def close(self, app):
        await self.session.close()

    async def snapshot(self, camera):
        host = CAMERAS.get(camera)
        if host is None:
            raise CameraError("unknown camera")
        url = "https://{0}/snapshot.jpg".format(host)
        picture = bytearray()
        async with self.session.get(url, ssl=self.ssl_context, allow_redirects=False) as resp:
            async for chunk in resp.content.iter_chunked(64 * 1024):
                picture.extend(chunk)
                if len(picture) > MAX_PICTURE:
                    raise CameraError("picture too large")
        return bytes(picture)
