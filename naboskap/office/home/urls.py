from django.urls import path

from naboskap.office.home import views

urlpatterns = [
    path("", views.work, name="work"),
    path("oversikt/", views.overview, name="overview"),
    path("faglig-rad/", views.council, name="council"),
    path("interesser/", views.interests, name="interests"),
    path("interesser/<int:pk>/", views.end_interest, name="end-interest"),
]
