import os

broker_url = os.environ["BROKER_URL"]
result_backend = os.environ.get("RESULT_BACKEND", "rpc://")
task_serializer = "json"
result_serializer = "json"
accept_content = ["json"]
task_time_limit = 2 * 3600
worker_prefetch_multiplier = 1
