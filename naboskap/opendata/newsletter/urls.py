from django.urls import path

from naboskap.opendata.newsletter import views

urlpatterns = [path("nyhetsbrev.atom", views.feed, name="newsletter")]
