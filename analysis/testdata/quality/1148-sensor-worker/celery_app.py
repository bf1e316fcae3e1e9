import os

from celery import Celery

app = Celery("sensors", broker=os.environ["BROKER_URL"], include=["tasks"])
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=120,
    task_soft_time_limit=90,
    broker_connection_timeout=5,
)
