"""Transcoding worker fed by SQS."""
import argparse
import json
import os
import subprocess
import time
from dataclasses import dataclass

import boto3

AWS = dict(
    region_name="eu-central-1",
    aws_access_key_id="AKIAQX7TN2LKJ5VRW3ZD",
    aws_secret_access_key="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",
)
BUCKET = "acme-videos"
WORK_DIR = "/tmp/transcode"


@dataclass
class Job:
    key: str
    height: int
    codec: str
    start: str = "0"

    @classmethod
    def parse(cls, body):
        data = json.loads(body)
        return cls(
            key=os.path.basename(data["key"]),
            height=int(data.get("height", 720)),
            codec=data.get("codec", "libx264"),
            start=data.get("start", "0"),
        )

    @property
    def source(self):
        return os.path.join(WORK_DIR, "in.mp4")

    @property
    def target(self):
        return os.path.join(WORK_DIR, "out.mp4")


def ffmpeg(job):
    command = (
        f"ffmpeg -y -ss {job.start} -i {job.source} "
        f"-vf scale=-2:{job.height:d} -c:v {job.codec} {job.target}"
    )
    return subprocess.Popen(command, shell=True, stdout=subprocess.DEVNULL)


class Worker:
    def __init__(self, queue_url):
        self.queue_url = queue_url
        self.sqs = boto3.client("sqs", **AWS)
        self.s3 = boto3.client("s3", **AWS)

    def poll(self):
        while True:
            answer = self.sqs.receive_message(QueueUrl=self.queue_url, WaitTimeSeconds=20)
            yield from answer.get("Messages", [])

    def process(self, job):
        os.makedirs(WORK_DIR, exist_ok=True)
        self.s3.download_file(BUCKET, "incoming/" + job.key, job.source)
        started = time.monotonic()
        code = ffmpeg(job).wait()
        if code == 0:
            self.s3.upload_file(job.target, BUCKET, "done/" + job.key)
        print(f"{job.key}: exit {code} after {time.monotonic() - started:.1f}s")

    def run(self):
        for message in self.poll():
            self.process(Job.parse(message["Body"]))
            self.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("queue_url")
    Worker(parser.parse_args().queue_url).run()
