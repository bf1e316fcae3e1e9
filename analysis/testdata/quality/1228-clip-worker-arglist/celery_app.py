import os

from celery import Celery

app = Celery("clips", broker=os.environ["BROKER_URL"], include=["tasks"])
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=900,
    task_acks_late=True,
)
