"""Who else is writing, and where: one line, fetched by a script every 20 seconds."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.applications.actions import note_writing
from naboskap.applications.models import Application
from naboskap.applications.queries import writing_now
from naboskap.applications.rules import standing_of
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.portal.applications import page
from naboskap.portal.applications.history import Writers
from naboskap.questionnaires.queries import questions_of
from naboskap.ui.answers import keep

# The part that a page belongs to, where it is not called the same.
PART_OF = {
    "activity": "activities",
    "cost": "money",
    "financing": "money",
    "side-organisation": "pair",
    "pair-partner": "pair",
    "pair-names": "pair",
    "pair-invite": "pair",
    "words": "",  # Of many parts.
}


@require_POST
def here(request: HttpRequest, key: str) -> JsonResponse:
    """Say where one writes (or only looks on), and learn where the others do."""
    application, person = page.fetched(request, key), page.writer(request)
    section = request.POST.get("section", "")
    section = PART_OF.get(section, section)
    if section and may(person, "applications.write_application", application):
        try:
            note_writing(application, section, by=person)
        except Refusal as refusal:
            keep(request, refusal)
            return JsonResponse({"why": str(refusal.reason)}, status=422)
    # Names are for the pair alone; an adviser who looks on is told of the side.
    is_pair = bool(standing_of(person, application).sides)
    titles = _titles(application)
    lines = [
        _("%(who)s is writing in “%(part)s” now.")
        % {
            "who": Writers.named(one.name if is_pair else _("Somebody"), one.side),
            "part": titles.get(one.section, ""),
        }
        for one in writing_now(application, but_not=person)
    ]
    return JsonResponse({"words": " ".join(lines)})


def _titles(application: Application) -> dict[str, str]:
    asked = {one.key: one.in_words for one in questions_of(application.sheet.version)}
    return asked | {
        "basics": _("Name, field and dates"),
        "activities": _("What you do together"),
        "participants": _("Who takes part"),
        "money": _("Budget and who pays"),
        "pair": _("The pair"),
    }
