"""CSV exports with a simple on-disk cache shared by all workers."""
import csv
import os
import time

from .models import Shipment

CACHE_DIR = "/tmp/exports"
MAX_AGE = 600


class ExportCache:
    def __init__(self, directory=CACHE_DIR):
        self.directory = directory
        os.makedirs(directory, exist_ok=True)
        os.chmod(directory, 0o777)

    def path(self, user_id):
        return os.path.join(self.directory, "shipments_%d.csv" % user_id)

    def get(self, user_id):
        path = self.path(user_id)
        # Reuse a fresh export, otherwise remove it and build a new one
        if os.path.exists(path):
            if time.time() - os.path.getmtime(path) < MAX_AGE:
                return path
            os.remove(path)
        return None

    def build(self, user_id):
        path = self.path(user_id)
        with open(path, "w", newline="") as f:
            writer = csv.writer(f)
            writer.writerow(["number", "status", "weight"])
            for s in Shipment.objects.filter(owner_id=user_id).iterator(chunk_size=500):
                writer.writerow([s.number, s.status, s.weight])
        return path
