from django.urls import include, path

app_name = "office"
urlpatterns = [
    path("", include("naboskap.office.home.urls")),
    path("saker/", include("naboskap.office.cases.urls")),
    path("moter/", include("naboskap.office.meetings.urls")),
    path("", include("naboskap.office.grants.urls")),
    path("", include("naboskap.office.money.urls")),
    path("", include("naboskap.office.people.urls")),
    path("", include("naboskap.office.ideas.urls")),
    path("", include("naboskap.office.questions.urls")),
    path("", include("naboskap.office.answers.urls")),
    path("", include("naboskap.office.talks.urls")),
    path("", include("naboskap.office.partnering.urls")),
    path("", include("naboskap.office.network.urls")),
    path("", include("naboskap.office.programmes.urls")),
    path("", include("naboskap.office.guidelines.urls")),
    path("", include("naboskap.office.questionnaires.urls")),
    path("", include("naboskap.office.bank.urls")),
    path("", include("naboskap.office.stories.urls")),
    path("", include("naboskap.office.holds.urls")),
]
