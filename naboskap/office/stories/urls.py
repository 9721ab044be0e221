from django.urls import path

from naboskap.office.stories import views

urlpatterns = [
    path("rapporter/<int:pk>/historie/", views.begin, name="story-begin"),
    path("historier/", views.stories, name="stories"),
    path("historier/<slug:key>/", views.story, name="story"),
    path("historier/<slug:key>/skriv/", views.write, name="story-write"),
    path("historier/<slug:key>/spor/", views.ask, name="story-ask"),
    path("historier/<slug:key>/publiser/", views.publish, name="story-publish"),
    path("historier/<slug:key>/ta-tilbake/", views.take_back, name="story-take-back"),
]
