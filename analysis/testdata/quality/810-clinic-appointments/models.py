from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Patient(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    full_name = db.Column(db.String(120))
    phone = db.Column(db.String(30))
    password_hash = db.Column(db.String(200))
    is_staff = db.Column(db.Boolean, default=False)
    insurance_no = db.Column(db.String(255))

    def to_public_dict(self):
        return {"id": self.id, "full_name": self.full_name, "email": self.email, "phone": self.phone}


class Appointment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    patient_id = db.Column(db.Integer, db.ForeignKey("patient.id"))
    doctor = db.Column(db.String(80))
    starts_at = db.Column(db.String(30))
    notes = db.Column(db.Text)
