import html
import os

from flask import Flask, make_response, render_template, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeTimedSerializer

from gradebook import Gradebook

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)
signer = URLSafeTimedSerializer(os.environ["SECRET_KEY"], salt="gradebook")


@app.route("/")
def index():
    return render_template("login.html")


@app.route("/login", methods=["POST"])
@limiter.limit("10 per minute")
def login():
    class_name = request.form.get("class", "")
    code = request.form.get("code", "")
    student = Gradebook(class_name).student_node(code)
    if student is None:
        message = "<p>No student with this code in class " + html.escape(class_name) + "</p>"
        return make_response(message, 401)
    response = make_response(render_template("welcome.html", name=student.get("name")))
    ticket = signer.dumps({"class": class_name, "code": code})
    response.set_cookie("grades", ticket, max_age=3600, secure=True, httponly=True, samesite="Lax")
    return response


@app.route("/grades")
def grades():
    try:
        ticket = signer.loads(request.cookies.get("grades", ""), max_age=3600)
    except BadSignature:
        return render_template("login.html"), 401
    book = Gradebook(ticket["class"])
    node = book.student_node(ticket["code"])
    if node is None:
        return render_template("login.html"), 401
    return render_template("grades.html", name=node.get("name"), grades=book.grades(node))


if __name__ == "__main__":
    app.run()
