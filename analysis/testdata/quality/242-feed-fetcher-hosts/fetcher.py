"""Asynchronous feed fetcher fed by RabbitMQ."""
import asyncio
import hashlib
import json
import os
from pathlib import Path
from urllib.parse import quote

import aio_pika
import aiohttp

CACHE = Path("/var/cache/feeds")
SOURCES = {
    "bbc": "https://feeds.bbci.co.uk",
    "heise": "https://www.heise.de",
    "nyt": "https://rss.nytimes.com",
}


class FeedFetcher:
    def __init__(self, session, concurrency=5):
        self.session = session
        self.semaphore = asyncio.Semaphore(concurrency)

    async def fetch(self, url):
        async with self.semaphore:
            async with self.session.get(url, allow_redirects=False) as response:
                return await response.text()

    async def fetch_many(self, source, paths):
        base = SOURCES[source]
        urls = [f"{base}/{quote(path.lstrip('/'))}" for path in paths]
        return await asyncio.gather(*(self.fetch(url) for url in urls))

    def save(self, name, pages):
        key = hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()
        folder = CACHE / key
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(pages):
            (folder / f"{number}.xml").write_text(page, encoding="utf-8")
        index = CACHE / "index" / f"{key}.json"
        index.write_text(json.dumps({"name": name, "pages": len(pages)}))


async def main():
    connection = await aio_pika.connect_robust(os.environ["AMQP_URL"])
    channel = await connection.channel()
    queue = await channel.declare_queue("feeds", durable=True)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        fetcher = FeedFetcher(session)
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    job = json.loads(message.body)
                    if job["source"] not in SOURCES:
                        continue
                    pages = await fetcher.fetch_many(job["source"], job["paths"])
                    fetcher.save(job["name"], pages)


if __name__ == "__main__":
    asyncio.run(main())
