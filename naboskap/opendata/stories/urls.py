from django.urls import path

from naboskap.opendata.stories import views

urlpatterns = [path("historier.atom", views.feed, name="stories-feed")]
