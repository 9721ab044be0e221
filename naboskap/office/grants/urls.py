from django.urls import path

from naboskap.office.grants import views

urlpatterns = [
    path("rapporter/", views.reports, name="reports"),
    path("rapporter/<int:pk>/", views.report, name="report"),
    path("rapporter/<int:pk>/godkjenn/", views.approve, name="approve-report"),
    path("rapporter/<int:pk>/gi-tilbake/", views.give_back, name="return-report"),
    path("rapporter/<int:pk>/revisor/", views.auditor_file, name="auditor-file"),
]
