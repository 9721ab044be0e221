from django.urls import path

from naboskap.website.events import views

urlpatterns = [
    path("arrangementer/", views.events, name="events"),
    path("arrangementer/takk/", views.thanks, name="event-thanks"),
    path("arrangementer/<int:pk>/", views.event, name="event"),
    path("arrangementer/<int:pk>/kalender.ics", views.calendar, name="event-calendar"),
    path("arrangementer/min/<str:secret>/", views.own, name="registration"),
]
