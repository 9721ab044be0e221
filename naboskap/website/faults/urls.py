from django.urls import path

from naboskap.website.faults import views

urlpatterns = [
    path("meld-feil/", views.report, name="report-fault"),
    path("meld-feil/takk/", views.thanks, name="report-fault-thanks"),
]
