import os

from flask import Flask, flash, redirect, render_template, request, session, url_for

from directory import Directory

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]
app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)

directory = Directory(
    host=os.environ["LDAP_HOST"],
    base_dn=os.environ["LDAP_BASE_DN"],
    bind_dn=os.environ["LDAP_BIND_DN"],
    bind_password=os.environ["LDAP_BIND_PASSWORD"],
)


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        username = request.form.get("username", "")
        password = request.form.get("password", "")
        account = directory.authenticate(username, password)
        if account is None:
            flash("Invalid username or password")
            return render_template("login.html"), 401
        session.clear()
        session["user"] = account["uid"]
        return redirect(url_for("home"))
    return render_template("login.html")


@app.route("/")
def home():
    if "user" not in session:
        return redirect(url_for("login"))
    return render_template("home.html", user=session["user"])


@app.route("/logout", methods=["POST"])
def logout():
    session.clear()
    return redirect(url_for("login"))
