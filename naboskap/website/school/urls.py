from django.urls import path

from naboskap.website.school import views

urlpatterns = [
    path("sokeskolen/<slug:slug>/husk/", views.remember, name="remember-lesson"),
]
