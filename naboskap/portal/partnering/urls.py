from django.urls import path

from naboskap.portal.partnering import introductions, views

urlpatterns = [
    path("partner/", views.wishes, name="partner"),
    path("partner/nytt/", views.new, name="partner-new"),
    path("partner/bekreft/<str:token>/", views.confirm_link, name="partner-confirm-link"),
    path("partner/forslag/<slug:key>/", introductions.introduction, name="partner-introduction"),
    path("partner/forslag/<slug:key>/svar/", introductions.answer, name="partner-answer"),
    path("partner/forslag/<slug:key>/utkast/", introductions.begin, name="partner-begin"),
    path("partner/<slug:key>/", views.wish, name="partner-wish"),
    path("partner/<slug:key>/endre/", views.edit, name="partner-edit"),
    path("partner/<slug:key>/pause/", views.pause_it, name="partner-pause"),
    path("partner/<slug:key>/leter/", views.still_looking, name="partner-still-looking"),
    path("partner/<slug:key>/fjern/", views.remove, name="partner-take-away"),
    path("partner/<slug:key>/andre/", views.others, name="partner-others"),
    path("partner/<slug:key>/andre/<slug:other>/", views.ask, name="partner-ask"),
]
