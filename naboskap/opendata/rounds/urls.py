from django.urls import path

from naboskap.opendata.rounds import views

urlpatterns = [path("frister.atom", views.feed, name="rounds")]
