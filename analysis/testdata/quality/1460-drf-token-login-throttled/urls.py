from django.urls import path
from knox.views import LogoutView

from views import ChangePasswordView, LoginView, ProfileView

urlpatterns = [
    path("auth/login/", LoginView.as_view()),
    path("auth/logout/", LogoutView.as_view()),
    path("auth/password/", ChangePasswordView.as_view()),
    path("me/", ProfileView.as_view()),
]
