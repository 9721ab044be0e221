from django.urls import path

from naboskap.office.cases import views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("saker.csv", views.cases_csv, name="cases-csv"),
    path("<str:number>/", views.case, name="case"),
    path("<str:number>/habilitet/", views.declare, name="case-declare"),
    path("<str:number>/fordel/", views.assign, name="case-assign"),
    path("<str:number>/begynn/", views.begin, name="case-begin"),
    path("<str:number>/kriterium/<slug:slug>/", views.criterion, name="case-criterion"),
    path("<str:number>/partner/", views.partner, name="case-partner"),
    path("<str:number>/folk/", views.reach, name="case-reach"),
    path("<str:number>/bekreftet/", views.confirm, name="case-confirm"),
    path("<str:number>/sporsmal/", views.ask, name="case-ask"),
    path("<str:number>/ga-videre/", views.go_on, name="case-go-on"),
    path("<str:number>/andre-leser/", views.second_reading, name="case-second-reading"),
    path("<str:number>/rad/", views.advise, name="case-advise"),
    path("<str:number>/innstilling/", views.propose, name="case-propose"),
    path("<str:number>/avgjorelse/", views.decide, name="case-decide"),
    path("<str:number>/tilbake/", views.send_back, name="case-send-back"),
    path("<str:number>/klage/", views.complain, name="case-complain"),
    path("<str:number>/klage/<int:pk>/", views.complaint, name="case-complaint"),
    path("<str:number>/journal/", views.journal, name="case-journal"),
    path("<str:number>/vedlegg/", views.papers, name="case-papers"),
    path("<str:number>/vedlegg/<int:place>/", views.paper, name="case-paper"),
    path("<str:number>/vedlegg/<int:place>/frist/", views.paper_leave, name="case-paper-leave"),
    path("<str:number>/brev/<int:pk>.pdf", views.letter, name="case-letter"),
]
