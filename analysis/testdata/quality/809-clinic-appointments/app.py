import os

from flask import Flask, jsonify, request
from flask_login import LoginManager, current_user, login_required

from crypto import encrypt
from models import Appointment, Patient, db

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"connect_timeout": 5}}
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"

db.init_app(app)
login_manager = LoginManager(app)


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(Patient, int(user_id))


# ---- Profile ---------------------------------------------------------------

@app.get("/api/me")
@login_required
def me():
    patient = db.session.get(Patient, current_user.id)
    return jsonify(patient.to_dict())


@app.patch("/api/me")
@login_required
def update_me():
    """Update the logged in patient's profile."""
    data = request.get_json()
    patient = db.session.get(Patient, current_user.id)
    for key, value in data.items():
        setattr(patient, key, value)
    db.session.commit()
    return jsonify({"message": "Profile updated"})


@app.put("/api/me/insurance")
@login_required
def set_insurance():
    patient = db.session.get(Patient, current_user.id)
    patient.insurance_no = encrypt(request.get_json()["number"])
    db.session.commit()
    return jsonify({"message": "Insurance number stored"})


# ---- Appointments ----------------------------------------------------------

@app.get("/api/appointments")
@login_required
def my_appointments():
    page = request.args.get("page", 1, type=int)
    result = Appointment.query.filter_by(patient_id=current_user.id).paginate(
        page=page, per_page=20, max_per_page=20
    )
    return jsonify([{"id": a.id, "doctor": a.doctor, "starts_at": a.starts_at} for a in result.items])


@app.get("/api/appointments/<int:appointment_id>")
@login_required
def appointment_detail(appointment_id):
    a = Appointment.query.get_or_404(appointment_id)
    return jsonify({"id": a.id, "doctor": a.doctor, "starts_at": a.starts_at, "notes": a.notes})


@app.delete("/api/appointments/<int:appointment_id>")
@login_required
def cancel_appointment(appointment_id):
    a = Appointment.query.filter_by(id=appointment_id, patient_id=current_user.id).first_or_404()
    db.session.delete(a)
    db.session.commit()
    return "", 204
