from django.urls import path

from naboskap.website.advisers import views

urlpatterns = [path("radgivere/", views.advisers, name="advisers")]
