"""Background worker: pulls jobs from Redis and runs them on a schedule."""
import json
import logging
import os
import time
from datetime import datetime, timezone

import redis

from jobs import JobRunner, UnknownJob

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("worker")

QUEUE = "jobs:pending"
FAILED = "jobs:failed"


class Worker:
    def __init__(self, url):
        self.redis = redis.Redis.from_url(url, socket_timeout=10, socket_connect_timeout=5)
        self.runner = JobRunner()
        self.running = True

    def next_job(self):
        item = self.redis.blpop(QUEUE, timeout=5)
        if item is None:
            return None
        _, payload = item
        return json.loads(payload)

    def loop(self):
        while self.running:
            job = self.next_job()
            if job is None:
                continue
            if datetime.fromisoformat(job["run_at"]) > datetime.now(timezone.utc):
                self.redis.rpush(QUEUE, json.dumps(job))
                time.sleep(1)
                continue
            try:
                self.runner.run(job["action"], job.get("args", {}))
            except UnknownJob:
                logger.error("Dropped a job with an unknown action")
            except Exception:
                logger.exception("Job failed")
                self.redis.lpush(FAILED, json.dumps(job))
                self.redis.ltrim(FAILED, 0, 999)


if __name__ == "__main__":
    Worker(os.environ["REDIS_URL"]).loop()
