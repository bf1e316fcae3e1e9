"""
Recipe API with JWT authentication, favourites, search and request logging.
"""
import logging
import os
import time
from datetime import timedelta

from flask import Blueprint, Flask, g, jsonify, request
from flask_jwt_extended import (
    JWTManager,
    create_access_token,
    create_refresh_token,
    current_user,
    get_jwt,
    jwt_required,
    set_access_cookies,
    unset_jwt_cookies,
)
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from marshmallow import Schema, ValidationError, fields, validate
from sqlalchemy import asc, desc, or_, text

from models import Recipe, RevokedToken, User, db

logger = logging.getLogger("recipes")
limiter = Limiter(get_remote_address, default_limits=["100 per hour"])
jwt = JWTManager()

auth_bp = Blueprint("auth", __name__, url_prefix="/auth")
recipe_bp = Blueprint("recipes", __name__, url_prefix="/recipes")

QUIET_PATHS = {"/auth/login", "/auth/register", "/auth/refresh", "/auth/password"}
SORT_FIELDS = {"title": Recipe.title, "minutes": Recipe.minutes, "created": Recipe.created_at}


# ---------------------------------------------------------------------------
# Schemas
# ---------------------------------------------------------------------------
class CredentialsSchema(Schema):
    email = fields.Email(required=True)
    password = fields.String(required=True, load_only=True, validate=validate.Length(min=10))


class UserSchema(Schema):
    id = fields.Integer(dump_only=True)
    email = fields.Email()
    joined = fields.DateTime()


class RecipeSchema(Schema):
    id = fields.Integer(dump_only=True)
    title = fields.String(required=True, validate=validate.Length(max=200))
    minutes = fields.Integer(load_default=30)
    steps = fields.List(fields.String(), load_default=list)


credentials_schema = CredentialsSchema()
user_schema = UserSchema()
recipe_schema = RecipeSchema()
recipes_schema = RecipeSchema(many=True)


def json_body():
    return request.get_json(silent=True) or {}


# ---------------------------------------------------------------------------
# JWT callbacks
# ---------------------------------------------------------------------------
@jwt.user_lookup_loader
def load_user(_header, payload):
    return db.session.get(User, int(payload["sub"]))


@jwt.token_in_blocklist_loader
def is_revoked(_header, payload):
    return db.session.query(RevokedToken.id).filter_by(jti=payload["jti"]).scalar() is not None


# ---------------------------------------------------------------------------
# Auth
# ---------------------------------------------------------------------------
@auth_bp.post("/register")
def register():
    data = credentials_schema.load(json_body())
    if User.query.filter_by(email=data["email"]).first():
        return jsonify(error="email already registered"), 409
    user = User(email=data["email"], password=data["password"])
    db.session.add(user)
    db.session.commit()
    return jsonify(user_schema.dump(user)), 201


@auth_bp.post("/login")
def login():
    data = credentials_schema.load(json_body())
    user = User.query.filter_by(email=data["email"]).first()
    if user is None or not user.verify(data["password"]):
        logger.info("Login failed, wrong password or unknown user")
        return jsonify(error="invalid credentials"), 401
    response = jsonify(user=user_schema.dump(user), refresh_token=create_refresh_token(identity=str(user.id)))
    set_access_cookies(response, create_access_token(identity=str(user.id)))
    return response


@auth_bp.post("/refresh")
@jwt_required(refresh=True)
def refresh():
    return jsonify(access_token=create_access_token(identity=str(current_user.id)))


@auth_bp.post("/logout")
@jwt_required()
def logout():
    db.session.add(RevokedToken(jti=get_jwt()["jti"]))
    db.session.commit()
    response = jsonify(ok=True)
    unset_jwt_cookies(response)
    return response


@auth_bp.put("/password")
@jwt_required()
@limiter.limit("5 per hour")
def change_password():
    data = json_body()
    if not current_user.verify(data.get("old_password", "")):
        return jsonify(error="wrong password"), 403
    current_user.password = data["new_password"]
    db.session.commit()
    logger.info("User %s changed the password", current_user.id)
    return jsonify(ok=True)


@auth_bp.get("/me")
@jwt_required()
def me():
    return jsonify(current_user.to_dict())


# ---------------------------------------------------------------------------
# Recipes
# ---------------------------------------------------------------------------
@recipe_bp.get("")
def list_recipes():
    column = SORT_FIELDS.get(request.args.get("sort"), Recipe.created_at)
    direction = desc if request.args.get("order", "desc") == "desc" else asc
    query = Recipe.query.order_by(direction(column))
    if term := request.args.get("q"):
        pattern = f"%{term}%"
        query = query.filter(or_(Recipe.title.ilike(pattern), Recipe.tags.ilike(pattern)))
    page = query.paginate(page=request.args.get("page", 1, type=int), per_page=20, error_out=False)
    return jsonify(items=recipes_schema.dump(page.items), total=page.total)


@recipe_bp.get("/similar")
def similar():
    """Full text search; the term is bound."""
    rows = db.session.execute(
        text("SELECT id, title FROM recipe WHERE to_tsvector(title) @@ plainto_tsquery(:term) LIMIT 10"),
        {"term": request.args.get("q", "")},
    )
    return jsonify([{"id": row.id, "title": row.title} for row in rows])


@recipe_bp.post("")
@jwt_required()
def create_recipe():
    data = recipe_schema.load(json_body())
    recipe = Recipe(owner_id=current_user.id, title=data["title"], minutes=data["minutes"])
    db.session.add(recipe)
    db.session.commit()
    return jsonify(recipe_schema.dump(recipe)), 201


@recipe_bp.get("/<int:recipe_id>/fans")
@jwt_required()
def fans(recipe_id):
    recipe = Recipe.query.filter_by(id=recipe_id, owner_id=current_user.id).first_or_404()
    return jsonify([user.to_dict() for user in recipe.fans])


# ---------------------------------------------------------------------------
# Application factory
# ---------------------------------------------------------------------------
def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///recipes.db")
    app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
    app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(minutes=15)
    app.config["JWT_TOKEN_LOCATION"] = ["headers", "cookies"]
    db.init_app(app)
    jwt.init_app(app)
    limiter.init_app(app)
    app.register_blueprint(auth_bp)
    app.register_blueprint(recipe_bp)

    @app.before_request
    def start():
        g.start = time.monotonic()

    @app.after_request
    def log(response):
        keys = [] if request.path in QUIET_PATHS else sorted(json_body())
        logger.info("%s %s %s fields=%s", request.method, request.path, response.status_code, keys)
        return response

    @app.errorhandler(ValidationError)
    def invalid(err):
        return jsonify(errors=err.messages), 422

    return app
