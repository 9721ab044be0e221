from django.urls import path

from naboskap.website.bank import views

urlpatterns = [
    path("prosjekter/", views.projects, name="bank"),
    path("data/", views.data, name="bank-data"),
    path("prosjekter/<slug:slug>/", views.project, name="bank-project"),
]
