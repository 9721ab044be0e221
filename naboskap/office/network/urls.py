from django.urls import path

from naboskap.office.network import events, views

urlpatterns = [
    path("arrangementer/", events.events, name="events"),
    path("arrangementer/nytt/", events.write, name="event-new"),
    path("arrangementer/<int:pk>/", events.event, name="event"),
    path("arrangementer/<int:pk>/endre/", events.write, name="event-write"),
    path("arrangementer/<int:pk>/kom/", events.came, name="event-came"),
    path(
        "arrangementer/<int:pk>/pameldt/<int:number>/avlys/",
        events.cancel_place,
        name="event-cancel-place",
    ),
    path("arrangementer/<int:pk>/<slug:act>/", events.do, name="event-do"),
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
