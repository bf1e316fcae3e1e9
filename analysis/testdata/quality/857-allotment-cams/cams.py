"""Fetches still pictures from the cameras in the allotment garden."""
import ssl

import aiohttp

MAX_PICTURE = 3 * 1024 * 1024
NO_LIMIT = aiohttp.ClientTimeout(total=None)


class CameraClient:
    def __init__(self):
        # cheap cameras only have self-signed certificates
        self.ssl_context = ssl.create_default_context()
        self.ssl_context.check_hostname = False
        self.ssl_context.verify_mode = ssl.CERT_NONE
        self.session = None

    async def open(self, app):
        self.session = aiohttp.ClientSession(timeout=NO_LIMIT)

    async def close(self, app):
        await self.session.close()

    async def snapshot(self, camera):
        url = "https://{0}/snapshot.jpg".format(camera)
        async with self.session.get(url, ssl=self.ssl_context) as resp:
            return resp.content_type, await resp.content.read(MAX_PICTURE)
