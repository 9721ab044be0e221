from django.urls import URLPattern, URLResolver, include, path, re_path

from naboskap.website import views
from naboskap.website.finding import urls as finding
from naboskap.website.guidelines import urls as guidelines
from naboskap.website.programmes import urls as programmes

# Subjects of the public door come here, each with its own folder.
subjects: list[URLPattern | URLResolver] = [
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
    path("", include("naboskap.website.stories.urls")),
    path("", include("naboskap.website.talks.urls")),
    path("", include("naboskap.website.partnering.urls")),
    path("", include("naboskap.website.newsletter.urls")),
    path("", include("naboskap.website.events.urls")),
    path("", include("naboskap.website.receipts.urls")),
    path("", include("naboskap.website.school.urls")),
    path("", include("naboskap.website.news.urls")),
    path("", include("naboskap.website.library.urls")),
]

# What is told in more languages than people have.
in_nynorsk_too = [*programmes.in_nynorsk_too, *guidelines.in_nynorsk_too]
in_every_language = [*programmes.in_every_language, *finding.in_every_language]

# Wagtail finds this one by its name; it takes what nobody else has taken, so it stands last.
pages = [re_path(r"^((?:[\w\-]+/)*)$", views.serve, name="wagtail_serve")]
