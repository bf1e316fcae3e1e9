from fastapi import Depends, FastAPI, HTTPException
from sqlmodel import Session, select

from deps import current_patient, get_session
from models import Appointment, Patient

app = FastAPI(title="Clinic portal")


@app.get("/me")
def me(patient: Patient = Depends(current_patient)):
    return patient


@app.get("/appointments")
def my_appointments(patient: Patient = Depends(current_patient), session: Session = Depends(get_session)):
    query = select(Appointment).where(Appointment.patient_id == patient.id).limit(100)
    return session.exec(query).all()


@app.get("/appointments/{appointment_id}")
def appointment_detail(
    appointment_id: int,
    patient: Patient = Depends(current_patient),
    session: Session = Depends(get_session),
):
    appointment = session.get(Appointment, appointment_id)
    if appointment is None:
        raise HTTPException(404, "Not found")
    return appointment


@app.delete("/appointments/{appointment_id}", status_code=204)
def cancel(
    appointment_id: int,
    patient: Patient = Depends(current_patient),
    session: Session = Depends(get_session),
):
    appointment = session.get(Appointment, appointment_id)
    if appointment is None:
        raise HTTPException(404, "Not found")
    session.delete(appointment)
    session.commit()
