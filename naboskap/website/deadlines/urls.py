from django.urls import path

from naboskap.website.deadlines import views

urlpatterns = [
    path("frister/", views.deadlines, name="deadlines"),
    path("frister/<int:pk>.ics", views.round_in_calendar, name="round-in-calendar"),
]
