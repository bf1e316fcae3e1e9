"""Background worker: pulls jobs from Redis and runs them on a schedule."""
import os
import pickle
import time
from datetime import datetime

import redis

from jobs import JobRunner

QUEUE = "jobs:pending"


class Worker:
    def __init__(self, url):
        self.redis = redis.Redis.from_url(url, socket_timeout=10)
        self.runner = JobRunner()
        self.running = True

    def next_job(self):
        item = self.redis.blpop(QUEUE, timeout=5)
        if item is None:
            return None
        _, payload = item
        return pickle.loads(payload)

    def loop(self):
        while self.running:
            job = self.next_job()
            if job is None:
                continue
            if job["run_at"] > datetime.now():
                self.redis.rpush(QUEUE, pickle.dumps(job))
                time.sleep(1)
                continue
            try:
                self.runner.run(job["action"], job.get("args", {}))
            except Exception:
                pass


if __name__ == "__main__":
    Worker(os.environ["REDIS_URL"]).loop()
