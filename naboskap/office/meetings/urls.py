from django.urls import path

from naboskap.office.meetings import views

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/til-stede/", views.presence, name="meeting-presence"),
    path("<int:pk>/stem/<int:decision>/", views.vote, name="meeting-vote"),
    path("<int:pk>/vedta/<int:decision>/", views.close_vote, name="meeting-close-vote"),
    path("<int:pk>/lukk/", views.close, name="meeting-close"),
]
