import os

from flask import Flask, abort, jsonify, request, send_file, send_from_directory
from flask_login import LoginManager, current_user, login_required
from flask_sqlalchemy import SQLAlchemy

from extensions import limiter
from mobile import mobile
from storage import AvatarStorage, UnsupportedImage

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024
app.config["AVATAR_DIR"] = os.path.join(app.instance_path, "avatars")

db = SQLAlchemy(app)
login_manager = LoginManager(app)
limiter.init_app(app)
app.register_blueprint(mobile)
storage = AvatarStorage(app.config["AVATAR_DIR"])


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(80), unique=True)
    avatar = db.Column(db.String(255))
    is_active = True
    is_authenticated = True
    is_anonymous = False

    def get_id(self):
        return str(self.id)


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@app.post("/avatar")
@login_required
def upload_avatar():
    """Upload a new avatar for the logged-in user."""
    if "avatar" not in request.files:
        return jsonify({"error": "No file part"}), 400
    file = request.files["avatar"]
    if file.filename == "":
        return jsonify({"error": "No selected file"}), 400
    try:
        name = storage.save(file)
    except UnsupportedImage:
        return jsonify({"error": "Only PNG, JPG and GIF are allowed"}), 415
    current_user.avatar = name
    db.session.commit()
    return jsonify({"avatar": name}), 201


@app.get("/avatar/<int:user_id>")
def user_avatar(user_id):
    user = db.session.get(User, user_id) or abort(404)
    return send_from_directory(app.config["AVATAR_DIR"], user.avatar or "default.png")


@app.get("/avatar/preview")
def preview_avatar():
    name = request.args.get("name", "default.png")
    path = storage.path_for(name)
    if not os.path.exists(path):
        abort(404)
    return send_file(path)
