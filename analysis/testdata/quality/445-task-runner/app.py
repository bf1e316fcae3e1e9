"""Small job runner: submit tasks by HTTP, they are executed in a thread pool."""
import os
import uuid
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

from runner import TaskRunner, UnknownTask

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
JWTManager(app)

pool = ThreadPoolExecutor(max_workers=4)
runner = TaskRunner()
jobs = {}


@app.post("/jobs")
@jwt_required()
def submit():
    spec = request.get_json()
    job_id = uuid.uuid4().hex
    try:
        task = runner.resolve(spec.get("task", ""))
    except UnknownTask as exc:
        app.logger.info("unknown task: %s", exc)
        return jsonify({"error": "unknown task"}), 400
    future = pool.submit(runner.run, task, spec.get("params", {}), spec.get("transform"))
    jobs[job_id] = {"owner": get_jwt_identity(), "future": future}
    return jsonify({"id": job_id}), 202


@app.get("/jobs/<job_id>")
@jwt_required()
def status(job_id):
    job = jobs.get(job_id)
    if job is None or job["owner"] != get_jwt_identity():
        return jsonify({"error": "not found"}), 404
    future = job["future"]
    if not future.done():
        return jsonify({"state": "running"})
    if future.exception():
        return jsonify({"state": "failed"})
    return jsonify({"state": "done", "result": future.result()})
