from django.urls import path

from naboskap.portal.questions import views

urlpatterns = [path("sporsmal/<slug:key>/", views.thread, name="thread")]
