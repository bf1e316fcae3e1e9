from django.urls import path

from accounts import AvatarFromGravatar, MyAccount, StaffList

urlpatterns = [
    path("api/staff/", StaffList.as_view()),
    path("api/me/", MyAccount.as_view()),
    path("api/me/avatar/", AvatarFromGravatar.as_view()),
]
