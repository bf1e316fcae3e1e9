"""Asynchronous feed fetcher fed by RabbitMQ."""
import asyncio
import hashlib
import json
import os
from pathlib import Path
from urllib.parse import urljoin, urlparse

import aio_pika
import aiohttp

CACHE = Path("/var/cache/feeds")
BLOCKED = {"localhost", "127.0.0.1"}


def looks_public(url):
    return urlparse(url).hostname not in BLOCKED


class FeedFetcher:
    def __init__(self, session, concurrency=5):
        self.session = session
        self.semaphore = asyncio.Semaphore(concurrency)

    async def fetch(self, url):
        async with self.semaphore:
            async with self.session.get(url) as response:
                return await response.text()

    async def fetch_many(self, base, paths):
        urls = (urljoin(base, path) for path in paths)
        return await asyncio.gather(*(self.fetch(url) for url in urls if looks_public(url)))

    def save(self, name, pages):
        folder = CACHE / hashlib.sha1(name.encode()).hexdigest()
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(pages):
            (folder / f"{number}.xml").write_text(page, encoding="utf-8")
        index = CACHE / "index" / (name + ".json")
        index.write_text(json.dumps({"name": name, "pages": len(pages)}))


async def main():
    connection = await aio_pika.connect_robust(os.environ["AMQP_URL"])
    channel = await connection.channel()
    queue = await channel.declare_queue("feeds", durable=True)
    timeout = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        fetcher = FeedFetcher(session)
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    job = json.loads(message.body)
                    pages = await fetcher.fetch_many(job["base"], job["paths"])
                    fetcher.save(job["name"], pages)


if __name__ == "__main__":
    asyncio.run(main())
