from django.urls import path

from naboskap.office.talks import views

urlpatterns = [
    path("samtaler/", views.talks, name="talks"),
    path("samtaler/<int:pk>/flytt/", views.reschedule, name="talk-reschedule"),
    path("samtaler/<int:pk>/avlys/", views.cancel, name="talk-cancel"),
    path("samtaler/ta-bort/<slug:kind>/<int:pk>/", views.remove, name="time-remove"),
]
