from django.urls import URLPattern, URLResolver, include, path, re_path

from naboskap.website import views

# Subjects of the public door come here, each with its own folder.
subjects: list[URLPattern | URLResolver] = [
    path("", include("naboskap.website.finding.urls")),
    path("", include("naboskap.website.faults.urls")),
    path("", include("naboskap.website.bank.urls")),
    path("", include("naboskap.website.programmes.urls")),
    path("", include("naboskap.website.deadlines.urls")),
    path("", include("naboskap.website.support.urls")),
    path("", include("naboskap.website.guidelines.urls")),
    path("", include("naboskap.website.advisers.urls")),
    path("", include("naboskap.website.ideas.urls")),
    path("", include("naboskap.website.questions.urls")),
    path("", include("naboskap.website.answers.urls")),
    path("", include("naboskap.website.talks.urls")),
    path("", include("naboskap.website.partnering.urls")),
    path("", include("naboskap.website.newsletter.urls")),
    path("", include("naboskap.website.events.urls")),
    path("", include("naboskap.website.receipts.urls")),
    path("", include("naboskap.website.school.urls")),
    path("", include("naboskap.website.news.urls")),
]

# Wagtail finds this one by its name; it takes what nobody else has taken, so it stands last.
pages = [re_path(r"^((?:[\w\-]+/)*)$", views.serve, name="wagtail_serve")]
