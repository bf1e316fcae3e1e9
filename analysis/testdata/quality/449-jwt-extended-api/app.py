"""
Task manager API.

Features
--------
* JWT authentication (access + refresh tokens)
* Projects and tasks with pagination
* Team members
* Request logging
"""
import logging
import os
import time
from datetime import timedelta

from flask import Flask, g, jsonify, request
from flask_jwt_extended import (
    JWTManager,
    create_access_token,
    create_refresh_token,
    get_jwt_identity,
    jwt_required,
)
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from marshmallow import Schema, ValidationError, fields, validate

from models import Project, Task, User, db

logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
logger = logging.getLogger("taskapi")

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///tasks.db")
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(minutes=15)

db.init_app(app)
jwt = JWTManager(app)
limiter = Limiter(get_remote_address, app=app, default_limits=["200 per hour"])


# ---------------------------------------------------------------------------
# Schemas
# ---------------------------------------------------------------------------
class CredentialsSchema(Schema):
    email = fields.Email(required=True)
    password = fields.String(required=True, validate=validate.Length(min=8))


class ProjectSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(max=120))
    description = fields.String(load_default="")


class TaskSchema(Schema):
    title = fields.String(required=True, validate=validate.Length(max=200))
    done = fields.Boolean(load_default=False)
    due = fields.Date(load_default=None)


credentials_schema = CredentialsSchema()
project_schema = ProjectSchema()
task_schema = TaskSchema()


# ---------------------------------------------------------------------------
# Hooks
# ---------------------------------------------------------------------------
@app.before_request
def log_request():
    g.start = time.monotonic()
    g.body = request.get_json(silent=True)


@app.after_request
def log_response(response):
    elapsed = (time.monotonic() - g.start) * 1000
    logger.info("%s %s -> %s (%.1f ms)", request.method, request.path, response.status_code, elapsed)
    if response.status_code >= 400:
        logger.warning("Rejected request body: %s", g.body)
    return response


@app.errorhandler(ValidationError)
def invalid(err):
    return jsonify({"errors": err.messages}), 422


@app.errorhandler(404)
def not_found(_err):
    return jsonify({"error": "not found"}), 404


# ---------------------------------------------------------------------------
# Auth
# ---------------------------------------------------------------------------
@app.post("/auth/register")
@limiter.limit("5 per hour")
def register():
    data = credentials_schema.load(request.get_json())
    if User.query.filter_by(email=data["email"]).first():
        return jsonify({"error": "email already registered"}), 409
    user = User(email=data["email"])
    user.set_password(data["password"])
    db.session.add(user)
    db.session.commit()
    return jsonify({"id": user.id, "email": user.email}), 201


@app.post("/auth/login")
@limiter.exempt
def login():
    data = credentials_schema.load(request.get_json())
    user = User.query.filter_by(email=data["email"]).first()
    if user is None or not user.check_password(data["password"]):
        return jsonify({"error": "invalid credentials"}), 401
    identity = str(user.id)
    return jsonify(
        access_token=create_access_token(identity=identity),
        refresh_token=create_refresh_token(identity=identity),
    )


@app.post("/auth/refresh")
@jwt_required(refresh=True)
def refresh():
    return jsonify(access_token=create_access_token(identity=get_jwt_identity()))


@app.get("/auth/me")
@jwt_required()
def me():
    user = db.session.get(User, int(get_jwt_identity()))
    return jsonify(user.to_dict(exclude=("password_hash", "reset_code")))


# ---------------------------------------------------------------------------
# Projects
# ---------------------------------------------------------------------------
def own_project(project_id):
    return Project.query.filter_by(id=project_id, owner_id=int(get_jwt_identity())).first_or_404()


@app.get("/projects")
@jwt_required()
def list_projects():
    page = request.args.get("page", 1, type=int)
    query = Project.query.filter_by(owner_id=int(get_jwt_identity())).order_by(Project.name)
    result = query.paginate(page=page, per_page=25, error_out=False)
    return jsonify(projects=[p.to_dict() for p in result.items], pages=result.pages)


@app.post("/projects")
@jwt_required()
def create_project():
    data = project_schema.load(request.get_json())
    project = Project(owner_id=int(get_jwt_identity()), **data)
    db.session.add(project)
    db.session.commit()
    return jsonify(project.to_dict()), 201


@app.get("/projects/<int:project_id>/members")
@jwt_required()
def project_members(project_id):
    project = own_project(project_id)
    members = [member.to_dict() for member in project.members]
    return jsonify(project=project.name, members=members)


# ---------------------------------------------------------------------------
# Tasks
# ---------------------------------------------------------------------------
@app.get("/projects/<int:project_id>/tasks")
@jwt_required()
def list_tasks(project_id):
    project = own_project(project_id)
    query = Task.query.filter_by(project_id=project.id)
    if "done" in request.args:
        query = query.filter_by(done=request.args["done"] == "true")
    if term := request.args.get("q"):
        query = query.filter(Task.title.ilike(f"%{term}%"))
    return jsonify([task.to_dict() for task in query.limit(200)])


@app.post("/projects/<int:project_id>/tasks")
@jwt_required()
def create_task(project_id):
    project = own_project(project_id)
    task = Task(project_id=project.id, **task_schema.load(request.get_json()))
    db.session.add(task)
    db.session.commit()
    return jsonify(task.to_dict()), 201


@app.delete("/projects/<int:project_id>/tasks/<int:task_id>")
@jwt_required()
def delete_task(project_id, task_id):
    project = own_project(project_id)
    task = Task.query.filter_by(id=task_id, project_id=project.id).first_or_404()
    db.session.delete(task)
    db.session.commit()
    return "", 204


if __name__ == "__main__":
    with app.app_context():
        db.create_all()
    app.run()
