from django.urls import path

from naboskap.office.partnering import introductions, views

urlpatterns = [
    path("partner/", views.wishes, name="partner"),
    path("partner/nytt/", views.new, name="partner-new"),
    path("partner/onske/<slug:key>/", views.wish, name="partner-wish"),
    path("partner/onske/<slug:key>/endre/", views.edit, name="partner-edit"),
    path("partner/onske/<slug:key>/gjor/", views.act, name="partner-act"),
    path("partner/onske/<slug:key>/oversett/", views.translate, name="partner-translate"),
    path("partner/onske/<slug:key>/foresla/", introductions.propose, name="partner-propose"),
    path("partner/forslag/<slug:key>/", introductions.introduction, name="partner-introduction"),
    path("partner/forslag/<slug:key>/gjor/", introductions.act, name="partner-introduction-act"),
]
