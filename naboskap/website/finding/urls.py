from django.urls import path

from naboskap.website.finding import views

in_every_language = [path("sok/", views.search, name="search")]
