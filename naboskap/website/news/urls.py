from django.urls import path

from naboskap.website.news import views

urlpatterns = [path("nyheter.atom", views.feed, name="news-feed")]
