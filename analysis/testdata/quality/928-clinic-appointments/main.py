from fastapi import Depends, FastAPI, HTTPException
from sqlmodel import Session, select

from deps import current_patient, get_session
from models import Appointment, AppointmentPublic, Patient, PatientPublic

app = FastAPI(title="Clinic portal")


def own_appointment(
    appointment_id: int,
    patient: Patient = Depends(current_patient),
    session: Session = Depends(get_session),
) -> Appointment:
    query = select(Appointment).where(
        Appointment.id == appointment_id, Appointment.patient_id == patient.id
    )
    appointment = session.exec(query).first()
    if appointment is None:
        raise HTTPException(404, "Not found")
    return appointment


@app.get("/me", response_model=PatientPublic)
def me(patient: Patient = Depends(current_patient)):
    return patient


@app.get("/appointments", response_model=list[AppointmentPublic])
def my_appointments(patient: Patient = Depends(current_patient), session: Session = Depends(get_session)):
    query = select(Appointment).where(Appointment.patient_id == patient.id).limit(100)
    return session.exec(query).all()


@app.get("/appointments/{appointment_id}", response_model=AppointmentPublic)
def appointment_detail(appointment: Appointment = Depends(own_appointment)):
    return appointment


@app.delete("/appointments/{appointment_id}", status_code=204)
def cancel(
    appointment: Appointment = Depends(own_appointment),
    session: Session = Depends(get_session),
):
    session.delete(appointment)
    session.commit()
