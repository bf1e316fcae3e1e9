from django.urls import path

from . import views

app_name = "backoffice"

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("api/users/", views.user_list, name="user-list"),
    path("api/users/<int:user_id>/deactivate/", views.deactivate_user, name="user-deactivate"),
]
