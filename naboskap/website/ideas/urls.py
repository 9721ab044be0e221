from django.urls import path

from naboskap.website.ideas import views

urlpatterns = [
    path("ide/", views.idea, name="idea"),
    path("ide/takk/<str:key>/", views.thanks, name="idea-thanks"),
]
