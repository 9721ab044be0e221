from django.urls import path

from naboskap.website.questions import views

urlpatterns = [
    path("spor/", views.ask, name="ask"),
    path("spor/takk/<str:key>/", views.thanks, name="ask-thanks"),
    path("spor/lenke/", views.lost_link, name="ask-link"),
    path("spor/<str:secret>/", views.thread, name="thread"),
]
