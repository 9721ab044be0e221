"""What another person has proposed or asked for, and waits for an answer from the reader."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.advice.queries import shared_to_read
from naboskap.assessments.queries import plans_due, wishes_for
from naboskap.core.words import in_language
from naboskap.guidelines.queries import waiting_for as waiting_guidelines
from naboskap.network.queries import waiting_for as waiting_issues
from naboskap.office.questionnaires.views import names_of
from naboskap.partnering.queries import open_introductions, to_read
from naboskap.partnering.wording import title
from naboskap.projects.queries import stories_to_change, stories_to_publish
from naboskap.questionnaires.queries import waiting_for as waiting_forms
from naboskap.ui.wording import day


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: its name, where it is read and answered, what it is, and what is to be done."""

    name: str
    href: str
    told: str
    to_do: str


def _partners(user: User) -> list[Waiting]:
    """Return the wishes for a partner that wait for ``user`` as their adviser, or for anybody."""
    mine = Q(adviser__user=user) | Q(adviser__isnull=True)
    found = [
        Waiting(
            title(wish.kind, wish.place.name),
            reverse("office:partner-wish", args=[wish.key]),
            _("A wish for a partner"),
            _("Read it"),
        )
        for wish in to_read(user).filter(mine)
    ]
    asked = Q(asked__adviser__user=user) | Q(asked__adviser__isnull=True)
    return found + [
        Waiting(
            title(one.asked.kind, one.asked.place.name),
            reverse("office:partner-introduction", args=[one.key]),
            _("Somebody would like to get to know them"),
            _("Pass it on, or end it"),
        )
        for one in open_introductions(user).filter(asked, status="proposed")
    ]


def _newsletters(user: User) -> list[Waiting]:
    """Return the issues of the newsletter that wait for ``user`` to read and send them."""
    told = _("Newsletter. %(who)s says that it is ready")
    return [
        Waiting(
            in_language(issue.title),
            reverse("office:newsletter-issue", args=[issue.pk]),
            told % {"who": issue.proposed_by},
            _("Send it, or send it back"),
        )
        for issue in waiting_issues(user)
    ]


def _answers(user: User) -> list[Waiting]:
    """Return the answers for everybody that ``user`` may read as the second one."""
    return [
        Waiting(
            in_language(one.question),
            reverse("office:answer", args=[one.slug]),
            _("An answer for everybody"),
            _("Read it and publish it"),
        )
        for one in shared_to_read(user)
    ]


def _stories(user: User) -> list[Waiting]:
    """Return the stories that ``user`` may publish, and their own that a side wants changed."""
    to_publish, to_change = _("Read it and publish it"), _("Read what they ask for")
    told = _("A story of a project")
    return [
        Waiting(in_language(one.title), reverse("office:story", args=[one.key]), told, to_do)
        for several, to_do in (
            (stories_to_publish(user), to_publish),
            (stories_to_change(user), to_change),
        )
        for one in several
    ]


def waiting_for(user: User) -> list[Waiting]:
    """Return the guidelines and forms that ``user`` may publish, and the holds they may begin."""
    to_publish = _("Publish it or send it back")
    found = [
        Waiting(
            f"{in_language(version.rulebook.name)}: {in_language(version.name)}",
            reverse("office:guidelines-version", args=[version.slug]),
            _("Guidelines. %(who)s proposes that they hold from %(day)s")
            % {"who": version.proposed_by, "day": day(version.proposed_from)},
            to_publish,
        )
        for version in waiting_guidelines(user)
        if version.proposed_from is not None
    ]
    drafts = list(waiting_forms(user))
    names = names_of(*(draft.form for draft in drafts)) if drafts else {}
    for draft in drafts:
        href = reverse("office:form-draft", args=[draft.form.slug])
        told = _("Form. %(who)s says that the next version is ready") % {"who": draft.proposed_by}
        found.append(Waiting(names[draft.form_id], href, told, to_publish))
    found += _answers(user) + _stories(user) + _partners(user) + _newsletters(user)
    for wish in wishes_for(user):
        number = wish.case.case_file.number
        told = _("%(number)s. %(who)s asks for it to be put on hold")
        words = told % {"number": number, "who": wish.asked_by}
        href = reverse("office:holds-case", args=[number.replace("/", "-")])
        found.append(Waiting(wish.case.title, href, words, _("Say yes or no")))
    for plan in plans_due(user):
        name = f"{in_language(plan.version.rulebook.name)}: {in_language(plan.version.name)}"
        href = reverse("office:holds-clause", args=[plan.version.slug, plan.clause])
        told = _("Paragraph %(number)s holds now. The list that was prepared can be carried out")
        words = told % {"number": plan.clause}
        found.append(Waiting(name, href, words, _("Put on hold what it forbids")))
    return found
