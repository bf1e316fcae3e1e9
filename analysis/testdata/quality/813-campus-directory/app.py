import os

from flask import Flask, jsonify, request, session

from directory import CampusDirectory

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")


@app.before_request
def must_be_signed_in():
    if "student_id" not in session:
        return jsonify(error="Sign in first"), 401


@app.route("/directory")
def directory():
    name = request.args.get("name", "")
    department = request.args.get("department")
    try:
        people = CampusDirectory().find(name=name, department=department)
    except Exception as e:
        return jsonify(error=f"Directory lookup failed: {e}"), 500
    return jsonify(people)


@app.route("/directory/<uid>/groups")
def groups(uid):
    return jsonify(CampusDirectory().groups_of(uid))


@app.route("/directory/departments")
def departments():
    return jsonify(["biology", "chemistry", "history", "mathematics"])


if __name__ == "__main__":
    app.run()
