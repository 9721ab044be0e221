from django.urls import path

from naboskap.portal.stories import views

urlpatterns = [
    path("historie/<slug:key>/", views.story, name="story"),
    path("historie/<slug:key>/svar/", views.answer, name="story-answer"),
]
