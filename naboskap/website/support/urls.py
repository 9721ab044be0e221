from django.urls import path

from naboskap.website.support import views

urlpatterns = [path("kan-vi-fa-stotte/", views.support, name="support")]
