from django.urls import path

from .views import ProfileView, PublicProfileView

urlpatterns = [
    path("api/profile/", ProfileView.as_view(), name="profile"),
    path("api/profiles/<slug:username>/", PublicProfileView.as_view(), name="public-profile"),
]
