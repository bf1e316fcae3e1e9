from django.urls import path

from . import views

urlpatterns = [
    path("directory/", views.search, name="directory-search"),
    path("directory/units/<slug:unit>/", views.unit_members, name="unit-members"),
]
