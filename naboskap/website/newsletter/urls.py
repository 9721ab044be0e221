from django.urls import path

from naboskap.website.newsletter import views

urlpatterns = [
    path("nyhetsbrev/", views.newsletter, name="newsletter"),
    path("nyhetsbrev/takk/", views.thanks, name="newsletter-thanks"),
    path("nyhetsbrev/utgaver/", views.issues, name="newsletter-issues"),
    path("nyhetsbrev/utgaver/<int:pk>/", views.issue, name="newsletter-issue"),
    path("nyhetsbrev/mitt/<str:secret>/", views.own, name="newsletter-own"),
    path("nyhetsbrev/mitt/<str:secret>/slutt/", views.leave, name="newsletter-leave"),
]
