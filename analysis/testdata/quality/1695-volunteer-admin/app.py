import os

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from decorators import admin_required
from models import Shift, Volunteer, db

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["SESSION_COOKIE_HTTPONLY"] = False
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024

db.init_app(app)
CSRFProtect(app)
login_manager = LoginManager(app)


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(Volunteer, int(user_id))


@app.route("/admin/volunteers")
@admin_required
def volunteers():
    page = request.args.get("page", 1, type=int)
    found = Volunteer.query.order_by(Volunteer.name).paginate(page=page, per_page=25, max_per_page=25)
    return render_template("admin/volunteers.html", page=found)


@app.route("/admin/shifts", methods=["GET", "POST"])
@admin_required
def shifts():
    if request.method == "POST":
        print("DEBUG new shift:", request.form.to_dict())
        shift = Shift(title=request.form["title"][:80], places=int(request.form["places"]))
        db.session.add(shift)
        db.session.commit()
        flash("Shift created")
        return redirect(url_for("shifts"))
    return render_template("admin/shifts.html", shifts=Shift.query.limit(100).all())


@app.route("/admin/volunteers/<int:volunteer_id>/delete", methods=["POST"])
def delete_volunteer(volunteer_id):
    volunteer = db.get_or_404(Volunteer, volunteer_id)
    db.session.delete(volunteer)
    db.session.commit()
    flash("Volunteer removed")
    return redirect(url_for("volunteers"))


if __name__ == "__main__":
    with app.app_context():
        db.create_all()
    app.run(host="0.0.0.0", port=8000, debug=True)
