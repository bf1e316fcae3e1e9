from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from hashing import Hasher, matches

app = Flask(__name__)
db = SQLAlchemy(app)


class Driver(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    phone = db.Column(db.String)
    secret_word = db.Column(db.String)
    salt = db.Column(db.LargeBinary)


@app.post("/login")
def login():
    d = Driver.query.filter_by(phone=request.form["phone"]).first()
    if d is None or not matches(request.form["password"], d.secret_word):
        abort(401)
    if not Hasher(d.salt).check(request.form["password"], d.secret_word):
        abort(401)
    return {"ok": 1}
