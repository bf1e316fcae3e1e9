"""Takes flight jobs from Redis and turns the raw logs into GeoPackages."""
import json
import logging
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path

import redis

from shell import ToolFailed, sh

log = logging.getLogger("drone.worker")
INBOX = Path(os.environ.get("DRONE_INBOX", "/data/inbox"))
OUTBOX = Path(os.environ.get("DRONE_OUTBOX", "/data/outbox"))
QUEUE = "flights"
BLOCKED = (";", "|")


@dataclass
class FlightJob:
    log_file: str
    site: str
    epsg: int = 4326
    tags: list = field(default_factory=list)

    @classmethod
    def from_message(cls, raw: bytes) -> "FlightJob":
        body = json.loads(raw)
        site = body["site"]
        if any(mark in site for mark in BLOCKED):
            raise ValueError("bad site name")
        return cls(
            log_file=os.path.basename(body["log"]),
            site=site,
            epsg=int(body.get("epsg", 4326)),
            tags=[str(t) for t in body.get("tags", [])],
        )


class Converter:
    def __init__(self, outbox: Path):
        self.outbox = outbox
        self.done = 0

    def layer_name(self, job: FlightJob) -> str:
        return f"{job.site.replace(' ', '_')}_{job.epsg}"

    def convert(self, job: FlightJob) -> None:
        layer = self.layer_name(job)
        parts = [
            "ogr2ogr", "-f", "GPKG",
            "-t_srs", f"EPSG:{job.epsg}",
            "-nln", layer,
            str(self.outbox / "flights.gpkg"),
        ]
        sh(" ".join(parts) + " /data/work/current.geojson")
        self.done += 1


class Stop:
    requested = False

    @classmethod
    def request(cls, *_):
        cls.requested = True


def main():
    logging.basicConfig(level=logging.INFO)
    signal.signal(signal.SIGTERM, Stop.request)
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    converter = Converter(OUTBOX)
    while not Stop.requested:
        item = client.blpop(QUEUE, timeout=5)
        if item is None:
            continue
        try:
            job = FlightJob.from_message(item[1])
            converter.convert(job)
        except (ValueError, KeyError):
            log.warning("dropped a malformed job")
        except ToolFailed as exc:
            log.error("conversion failed with code %s", exc.code)
            client.rpush(f"{QUEUE}:failed", item[1])
    log.info("stopping after %d flights", converter.done)


if __name__ == "__main__":
    main()
