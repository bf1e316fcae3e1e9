from django.urls import path

from appointments import cancel, upcoming

urlpatterns = [
    path("appointments/", upcoming, name="upcoming"),
    path("appointments/<int:appointment_id>/cancel/", cancel, name="cancel"),
]
