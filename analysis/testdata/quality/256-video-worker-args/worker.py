"""Transcoding worker fed by SQS."""
import argparse
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass

import boto3

# boto3 reads AWS_ACCESS_KEY_ID / AWS_SECRET_ACCESS_KEY from the environment, e.g.
# AKIAIOSFODNN7EXAMPLE / wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
BUCKET = "acme-videos"
CODECS = {"h264": "libx264", "h265": "libx265", "vp9": "libvpx-vp9"}


@dataclass
class Job:
    key: str
    height: int
    codec: str
    start: float = 0.0

    @classmethod
    def parse(cls, body):
        data = json.loads(body)
        return cls(
            key=os.path.basename(data["key"]),
            height=int(data.get("height", 720)),
            codec=CODECS.get(data.get("codec"), "libx264"),
            start=float(data.get("start", 0)),
        )


def ffmpeg(job, source, target):
    command = ["ffmpeg", "-y", "-ss", f"{job.start:.2f}", "-i", source]
    command += ["-vf", "scale=-2:%d" % job.height, "-c:v", job.codec, target]
    return subprocess.run(command, stdout=subprocess.DEVNULL, timeout=7200).returncode


def probe(job, source):
    """Count the audio streams; grep needs the shell, every part is a constant or a number."""
    command = "ffprobe -v error -show_streams %s | grep -c codec_type=audio" % source
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout.strip()


class Worker:
    def __init__(self, queue_url):
        self.queue_url = queue_url
        self.sqs = boto3.client("sqs")
        self.s3 = boto3.client("s3")

    def poll(self):
        while True:
            answer = self.sqs.receive_message(QueueUrl=self.queue_url, WaitTimeSeconds=20)
            yield from answer.get("Messages", [])

    def process(self, job):
        with tempfile.TemporaryDirectory() as folder:
            source, target = os.path.join(folder, "in.mp4"), os.path.join(folder, "out.mp4")
            self.s3.download_file(BUCKET, "incoming/" + job.key, source)
            print(job.key, "audio streams:", probe(job, source))
            if ffmpeg(job, source, target) == 0:
                self.s3.upload_file(target, BUCKET, "done/" + job.key)

    def run(self):
        for message in self.poll():
            self.process(Job.parse(message["Body"]))
            self.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("queue_url")
    Worker(parser.parse_args().queue_url).run()
