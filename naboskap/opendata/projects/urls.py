from django.urls import path

from naboskap.opendata.projects import views

urlpatterns = [
    path("prosjekter.json", views.projects_json, name="projects"),
    path("prosjekter.csv", views.projects_csv, name="csv"),
    path("prosjekter.atom", views.feed, name="feed"),
    path("prosjekter/<slug:slug>.json", views.project, name="project"),
    path("tilskudd-360giving.json", views.grants, name="grants"),
]
