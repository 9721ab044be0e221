from django.urls import path

from naboskap.website.finding import views

urlpatterns = [path("sok/", views.search, name="search")]
