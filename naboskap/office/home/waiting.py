"""What another person has proposed, and waits for somebody like the reader to publish it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.core.words import in_language
from naboskap.guidelines.queries import waiting_for as waiting_guidelines
from naboskap.office.questionnaires.views import names_of
from naboskap.questionnaires.queries import waiting_for as waiting_forms
from naboskap.ui.wording import day


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal: what it is, where it is read and published, and what is proposed by whom."""

    name: str
    href: str
    told: str


def waiting_for(user: User) -> list[Waiting]:
    """Return the guidelines and forms that ``user`` may publish or send back now."""
    found = [
        Waiting(
            f"{in_language(version.rulebook.name)}: {in_language(version.name)}",
            reverse("office:guidelines-version", args=[version.slug]),
            _("Guidelines. %(who)s proposes that they hold from %(day)s")
            % {"who": version.proposed_by, "day": day(version.proposed_from)},
        )
        for version in waiting_guidelines(user)
        if version.proposed_from is not None
    ]
    drafts = list(waiting_forms(user))
    names = names_of(*(draft.form for draft in drafts)) if drafts else {}
    for draft in drafts:
        href = reverse("office:form-draft", args=[draft.form.slug])
        told = _("Form. %(who)s says that the next version is ready") % {"who": draft.proposed_by}
        found.append(Waiting(names[draft.form_id], href, told))
    return found
