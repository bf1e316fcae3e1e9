from django.urls import path

from .views import ProfileView

urlpatterns = [
    path("api/users/<int:pk>/", ProfileView.as_view(), name="profile"),
]
