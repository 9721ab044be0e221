from django.urls import path

from naboskap.portal.grants import report_views, views

urlpatterns = [
    path("vedtak/<str:key>/", views.decision, name="decision"),
    path("vedtak/<str:key>/brev/<int:letter>/", views.letter, name="decision-letter"),
    path("vedtak/<str:key>/ja/", views.accept, name="accept-grant"),
    path("vedtak/<str:key>/nei/", views.decline, name="decline-grant"),
    path("vedtak/<str:key>/klage/", views.complain, name="complain"),
    path("rapport/<str:key>/", report_views.report, name="report"),
    path("rapport/<str:key>/les/", report_views.read, name="report-read"),
    path("rapport/<str:key>/aktiviteter/", report_views.activities, name="report-activities"),
    path("rapport/<str:key>/deltakere/", report_views.participants, name="report-participants"),
    path("rapport/<str:key>/fortell/", report_views.answers, name="report-answers"),
    path("rapport/<str:key>/regnskap/", report_views.accounts, name="report-accounts"),
    path("rapport/<str:key>/revisor/", report_views.auditor, name="report-auditor"),
    path("rapport/<str:key>/revisor/fil/", report_views.auditor_file, name="report-auditor-file"),
    path("rapport/<str:key>/send/", report_views.send, name="send-report"),
]
