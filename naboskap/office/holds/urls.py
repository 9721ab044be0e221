from django.urls import path

from naboskap.office.holds import batch_views, case_views, views

urlpatterns = [
    path("pa-vent/", batch_views.holds, name="holds"),
    path("pa-vent/retningslinjer/<slug:slug>/", views.version, name="holds-version"),
    path("pa-vent/retningslinjer/<slug:slug>/<str:number>/", views.clause, name="holds-clause"),
    path("pa-vent/omgang/<int:pk>/", batch_views.batch, name="holds-batch"),
    path("pa-vent/omgang/<int:pk>/ga-videre/", batch_views.resume, name="holds-resume"),
    path("pa-vent/sak/<str:number>/", case_views.case, name="holds-case"),
    path("pa-vent/sak/<str:number>/sett/", case_views.hold, name="holds-case-hold"),
    path("pa-vent/sak/<str:number>/be-om/", case_views.ask, name="holds-case-ask"),
    path("pa-vent/sak/<str:number>/nei/", case_views.refuse, name="holds-case-refuse"),
    path("pa-vent/sak/<str:number>/ga-videre/", case_views.go_on, name="holds-case-go-on"),
]
