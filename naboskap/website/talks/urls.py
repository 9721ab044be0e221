from django.urls import path

from naboskap.website.talks import views

urlpatterns = [
    path("radgivere/<int:pk>/samtale/", views.book, name="book-talk"),
    path("samtale/<str:secret>/", views.talk, name="talk"),
    path("samtale/<str:secret>/kalender.ics", views.calendar, name="talk-calendar"),
]
