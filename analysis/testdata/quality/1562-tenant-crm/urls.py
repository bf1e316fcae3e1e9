from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

import views

urlpatterns = [
    path("accounts/login/", LoginView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("health/", views.health),
    path("contacts/", views.ContactList.as_view(), name="contacts"),
    path("contacts/new/", views.ContactCreate.as_view(), name="contact-new"),
    path("contacts/<int:pk>/", views.ContactUpdate.as_view(), name="contact"),
    path("contacts/<int:pk>/delete/", views.ContactDelete.as_view(), name="contact-delete"),
    path("contacts/merge/", views.merge, name="contact-merge"),
]
