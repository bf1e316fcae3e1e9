"""Builds map tiles from sonar surveys queued by the boats."""
import json
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path

import redis

from runner import pipeline, run

log = logging.getLogger("sonar.worker")
SURVEYS = Path(os.environ.get("SONAR_DIR", "/data/surveys"))
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
RESAMPLERS = {"near": "near", "smooth": "bilinear", "fine": "lanczos"}


@dataclass(frozen=True)
class TileJob:
    survey: str
    boat: str
    zoom: int
    resampling: str
    caption: str

    @classmethod
    def parse(cls, raw):
        body = json.loads(raw)
        survey, boat = body["survey"], body["boat"]
        for value in (survey, boat):
            if not SLUG.fullmatch(value):
                raise ValueError("bad slug")
        return cls(
            survey=survey,
            boat=boat,
            zoom=int(body.get("zoom", 14)),
            resampling=RESAMPLERS[body.get("resampling", "near")],
            caption=str(body.get("caption", ""))[:120],
        )


def build(job: TileJob):
    source = SURVEYS / job.boat / f"{job.survey}.tif"
    target = SURVEYS / job.boat / f"{job.survey}-tiles"
    run("gdal2tiles.py", "-z", f"0-{job.zoom}", "-r", job.resampling, source, target)
    run("gdal_edit.py", "-mo", f"CAPTION={job.caption}", source)
    summary = pipeline(["gdalinfo", "-json", source], ["jq", "-c", ".size"])
    log.info("built %s, size %s", job.survey, summary.decode().strip())


def main():
    logging.basicConfig(level=logging.INFO)
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    while True:
        _, raw = client.blpop("tiles")
        try:
            build(TileJob.parse(raw))
        except (KeyError, ValueError):
            log.warning("skipping a malformed job")
        except RuntimeError:
            log.exception("tool failed")


if __name__ == "__main__":
    main()
