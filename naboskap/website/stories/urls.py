from django.urls import path

from naboskap.website.stories import views

urlpatterns = [
    path("historier/", views.stories, name="stories"),
    path("historier/<slug:slug>/", views.story, name="story"),
]
