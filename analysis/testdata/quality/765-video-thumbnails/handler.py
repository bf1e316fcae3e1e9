"""AWS Lambda: creates a thumbnail for each uploaded video."""
import json
import os
import tempfile
import urllib.parse

import boto3

s3 = boto3.client("s3")
BUCKET_OUT = os.environ["THUMBNAIL_BUCKET"]


def download(bucket, key):
    local = tempfile.mktemp(suffix=".mp4")
    s3.download_file(bucket, key, local)
    return local


def thumbnail(source, title):
    target = f"/tmp/{title}.jpg"
    command = 'ffmpeg -y -ss 3 -i {} -frames:v 1 "{}"'.format(source, target)
    if os.system(command) != 0:
        raise RuntimeError("ffmpeg failed")
    return target


def lambda_handler(event, context):
    done = []
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        title = key.split("/")[-1].rsplit(".", 1)[0]

        video = download(bucket, key)
        picture = thumbnail(video, title)
        s3.upload_file(picture, BUCKET_OUT, title + ".jpg", ExtraArgs={"ContentType": "image/jpeg"})
        try:
            os.remove(video)
            os.remove(picture)
        except:
            pass
        done.append(title)
    return {"statusCode": 200, "body": json.dumps({"thumbnails": done})}
