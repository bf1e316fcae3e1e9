from django.urls import path

import views

urlpatterns = [
    path("sync/", views.start_sync, name="start-sync"),
    path("sync/jobs/", views.recent_jobs, name="recent-jobs"),
]
