"""The newest stories of projects, as a feed. A shielded project tells no day, only its year."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.opendata.projects import shapes
from naboskap.opendata.serving import open_data
from naboskap.projects.queries import public_stories
from naboskap.ui.feed import Entry, atom, instant_of
from naboskap.ui.wording import language

NEWEST = 50
SUMMARY = 300  # Characters.


@open_data
def feed(request: HttpRequest) -> HttpResponseBase:
    """Give the newest stories in the reader's language, else in the one that they are told in."""
    told = [(one, one.language_for(language())) for one in public_stories()[:NEWEST]]
    return atom(
        request,
        title=_("New stories of projects"),
        alternate=reverse("stories"),
        rights=shapes.LICENCE,
        updated=max((instant_of(one.told_on) for one, _code in told), default=""),
        entries=[
            Entry(
                link=request.build_absolute_uri(reverse("story", args=[one.slug])),
                title=one.title[code],
                updated=instant_of(one.told_on),
                summary=one.done[code][:SUMMARY],
            )
            for one, code in told
        ],
    )
