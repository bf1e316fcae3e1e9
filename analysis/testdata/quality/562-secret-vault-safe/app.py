import os

from flask import Flask, abort, jsonify, request
from flask_login import LoginManager, current_user, login_required

from models import Credential, db
from vault import Vault, load_key

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["SESSION_COOKIE_SECURE"] = True
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
db.init_app(app)
LoginManager(app)
vault = Vault(load_key("VAULT_KEY"), load_key("VAULT_INDEX_KEY"))


@app.post("/credentials")
@login_required
def add_credential():
    data = request.get_json()
    credential = Credential(
        owner_id=current_user.id,
        label=data["label"],
        value=vault.encrypt(data["value"]),
        fingerprint=vault.fingerprint(data["value"]),
    )
    db.session.add(credential)
    db.session.commit()
    return jsonify(id=credential.id), 201


@app.get("/credentials/<int:credential_id>")
@login_required
def show_credential(credential_id):
    credential = Credential.query.filter_by(id=credential_id, owner_id=current_user.id).first()
    if credential is None:
        abort(404)
    value = vault.decrypt(credential.value)
    return jsonify(label=credential.label, hint=value[-4:])
