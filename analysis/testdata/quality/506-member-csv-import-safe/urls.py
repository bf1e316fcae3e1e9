from django.urls import path

from . import views

app_name = "members"

urlpatterns = [
    path("members/import/", views.import_members, name="import"),
]
