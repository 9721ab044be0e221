from django.urls import path

from naboskap.office.network import views

urlpatterns = [
    path("nyhetsbrev/", views.newsletter, name="newsletter"),
    path("nyhetsbrev/nytt/", views.begin, name="newsletter-begin"),
    path("nyhetsbrev/liste/", views.bring, name="newsletter-bring"),
    path("nyhetsbrev/mottaker/", views.find, name="newsletter-find"),
    path("nyhetsbrev/mottaker/<int:pk>/slutt/", views.leave, name="newsletter-leave"),
    path("nyhetsbrev/<int:pk>/", views.issue, name="newsletter-issue"),
    path("nyhetsbrev/<int:pk>/skriv/", views.write, name="newsletter-write"),
    path("nyhetsbrev/<int:pk>/tilbake/", views.send_back, name="newsletter-return"),
    path("nyhetsbrev/<int:pk>/prov/", views.test, name="newsletter-test"),
    path("nyhetsbrev/<int:pk>/<slug:act>/", views.do, name="newsletter-do"),
]
