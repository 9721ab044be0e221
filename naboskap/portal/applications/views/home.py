"""Where a person's applications are, and where each draft begins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.advice.links import secret_of
from naboskap.advice.models import Idea
from naboskap.advice.outline import Outline, unsealed
from naboskap.advice.queries import contacts_of
from naboskap.applications.actions import go_on_in_full_form, start_application
from naboskap.applications.models import Application, Change, SeatPerson
from naboskap.applications.queries import (
    changes_of,
    changing_until,
    earlier_of,
    has_a_draft,
    seated_in,
    turn_at_a_glance,
    visible_to,
    with_people_counted,
)
from naboskap.applications.statuses import ApplicationStatus
from naboskap.applications.turns import in_words
from naboskap.cases.queries import Came, came_of, waiting_for
from naboskap.core.errors import Refusal
from naboskap.guidelines.queries import asks_for_number, now_and_next
from naboskap.organisations.models import Organisation
from naboskap.organisations.queries import spoken_for_by
from naboskap.partnering.queries import turns_of
from naboskap.portal.applications import page
from naboskap.portal.applications.answered import answers_in_words, left_behind
from naboskap.portal.applications.forms.pair import SIZES, StartForm
from naboskap.portal.applications.history import Writers
from naboskap.portal.stories.waiting import stories_of
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import (
    new_guidelines,
    open_rounds,
    rounds_ahead,
    rounds_open,
    shown_programmes,
)
from naboskap.ui.answers import done, refused
from naboskap.ui.wording import money


@dataclass(frozen=True, slots=True)
class Changing:
    """A change of what was sent that is being written: by whom since when, and whose turn it is.

    ``is_yours``: the reader leads the side that began it, or no one sits there any more.
    """

    application: Application
    until: datetime | None
    who: str
    since: datetime
    is_yours: bool
    is_others: bool
    leads: tuple[str, ...]


def _changing(
    person: User,
    sent: list[Application],
    changes: dict[int, Change],
    seated: dict[int, list[SeatPerson]],
) -> list[Changing]:
    """Return what is being changed among what a person sees."""
    return [
        _change(one, changes[one.pk], seated.get(one.pk, []), person)
        for one in sent
        if one.pk in changes
    ]


def _change(
    application: Application, change: Change, seated: list[SeatPerson], person: User
) -> Changing:
    sides = {one.user_id: one.seat.side for one in seated}
    own, theirs = sides.get(person.pk, ""), sides.get(change.began_by_id, "")
    leads = [one for one in seated if one.is_lead]
    people = {one.user_id: (str(one.user), one.seat.side) for one in seated}
    return Changing(
        application,
        changing_until(application, change),
        who=Writers(people, person.pk).name(change.began_by_id),
        since=change.began_at,
        is_yours=any(one.user_id == person.pk for one in leads) and theirs in {"", own},
        is_others=bool(own and theirs) and own != theirs,
        leads=tuple(str(one.user) for one in leads),
    )


def _turn(draft: Application, seated: list[SeatPerson], person: User) -> tuple[bool, str]:
    """Say whether a draft waits for the reader, and whose turn it is, in words."""
    whose, codes = turn_at_a_glance(draft, seated, person)
    if not whose:
        return False, ""
    text = _("Your turn: %(what)s.") if whose == "yours" else _("The other side's turn: %(what)s.")
    return whose == "yours", text % {"what": in_words(codes)}


def home(request: HttpRequest) -> HttpResponse:
    """Show what a person writes and has sent, and the ways on."""
    person = page.writer(request)
    mine = list(with_people_counted(visible_to(person)).order_by("-changed_at"))
    drafts = [one for one in mine if one.status == ApplicationStatus.DRAFT]
    sent = [one for one in mine if one.status != ApplicationStatus.DRAFT]
    waits = waiting_for(page.writer(request), sent)
    came = came_of(sent)
    asked, talks = contacts_of(page.writer(request))
    changes = changes_of(sent)
    seated = seated_in([*changes, *(one.pk for one in drafts)])
    context = {
        "drafts": [(one, *_turn(one, seated.get(one.pk, []), person)) for one in drafts],
        "threads": asked,
        "talks": [(one, secret_of("talk", one.key)) for one in talks],
        "changing": _changing(person, sent, changes, seated),
        "sent": [(one, came.get(one.pk, Came())) for one in sent if one.pk not in waits],
        "waiting": [(one, waits[one.pk]) for one in sent if one.pk in waits],
        "asks_you": turns_of(page.writer(request)),
        "stories": stories_of(page.writer(request)),
    }
    return render(request, "portal/applications/home.html", context)


def choose(request: HttpRequest) -> HttpResponse:
    """Let the person choose what to apply for."""
    rounds = open_rounds()
    offers = [(one, rounds.get(one.pk)) for one in shown_programmes()]
    has_earlier = earlier_of(page.writer(request)).exists()
    context = {"offers": offers, "has_earlier": has_earlier}
    return render(request, "portal/applications/choose.html", context)


def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft. A draft that is there already is shown first: continue, or start another."""
    programme = get_object_or_404(shown_programmes(), slug=slug)
    person = page.writer(request)
    theirs = _organisations(request, programme)
    if request.method == "POST" and "add" in request.POST:
        return redirect(_to_add(request, theirs))
    there = visible_to(person).filter(programme=programme, status=ApplicationStatus.DRAFT)
    there = there.order_by("-changed_at")
    outline = unsealed(request.GET.get("svar", ""))
    idea = _idea(request)
    is_begun = idea is not None and has_a_draft(idea)
    form = StartForm(
        request.POST or None,
        sizes=sizes_of(programme),
        organisations=theirs,
        initial={
            "key": uuid4().hex,
            "seen": _keys(there),
            "size": _size_chosen(request, programme, outline),
            "organisation": _organisation_chosen(request, theirs),
        },
    )
    if not programme.needs_partner:
        form.fields["organisation"].label = _("Who applies?")
    if application := done(
        request,
        form,
        lambda: start_application(
            programme,
            size=form.cleaned_data["size"],
            key=form.cleaned_data["key"],
            organisation=form.organisation_chosen(),
            idea=None if is_begun else idea,
            outline=outline,
            asked_about=form.cleaned_data["seen"].split(),
            by=person,
        ),
    ):
        return redirect("portal:draft", key=application.value.key)
    if form.is_bound:  # What is there is before the reader now.
        form.data = {**dict(form.data.items()), "seen": _keys(there)}
    versions = now_and_next(programme.rulebook)
    has_number = any(one.number for one in theirs)
    return render(
        request,
        "portal/applications/start.html",
        {
            "programme": programme,
            "needs_number": versions[0] and asks_for_number(versions[0]) and not has_number,
            "form": form,
            "drafts": there,
            "idea_is_begun": is_begun,
            "has_earlier": earlier_of(person).exists(),
            "soon": new_guidelines(
                versions,
                [
                    *rounds_open().filter(programme=programme),
                    *rounds_ahead().filter(programme=programme),
                ],
            ),
            "said": answers_in_words(outline) if outline else [],
            "left_behind": left_behind(outline) if outline else [],
        },
    )


def _to_add(request: HttpRequest, theirs: list[Organisation]) -> str:
    """Return the way to a new organisation, and back with what was chosen."""
    chosen = {
        "ide": request.GET.get("ide", ""),
        "svar": request.GET.get("svar", ""),
        "skjema": request.POST.get("size", ""),
        "organisasjon": request.POST.get("organisation", ""),
        "kjent": " ".join(str(one.pk) for one in theirs),
    }
    back = f"{request.path}?{urlencode({name: told for name, told in chosen.items() if told})}"
    return f"{reverse('portal:organisation-add')}?{urlencode({'next': back})}"


def _size_chosen(request: HttpRequest, programme: Programme, outline: Outline | None) -> str:
    """Return what was chosen, else the short form unless the sum is too large for it."""
    sizes = [str(size) for size, _words in sizes_of(programme)]
    asked = request.GET.get("skjema", "")
    if asked in sizes:
        return asked
    amount, limit = outline.amount if outline else None, programme.short_form_up_to
    is_large = amount is not None and limit is not None and amount > limit
    return sizes[-1] if is_large else sizes[0]


def _organisation_chosen(request: HttpRequest, theirs: list[Organisation]) -> str:
    """Return the organisation that was just added, else what was chosen, else the only one."""
    keys = [str(one.pk) for one in theirs]
    known = request.GET.get("kjent", "").split()
    added = [key for key in keys if key not in known] if "skjema" in request.GET else []
    asked = request.GET.get("organisasjon", "")
    if len(added) == 1:
        return added[0]
    return asked if asked in keys else keys[0] if len(keys) == 1 else ""


def _keys(drafts: QuerySet[Application]) -> str:
    return " ".join(one.key for one in drafts.all())


def _idea(request: HttpRequest) -> Idea | None:
    """Return the idea that led here: its key is known only to whoever wrote it."""
    key = request.GET.get("ide", "")
    return Idea.objects.filter(key=key).first() if key else None


def sizes_of(programme: Programme) -> list[tuple[str, Any]]:
    """Return the forms of a programme as choices, the short one first."""
    full, short = Application.Size.FULL, Application.Size.SHORT
    sizes: list[tuple[str, Any]] = [(full, SIZES[full])]
    if programme.short_form_id and programme.short_form_up_to:
        limit = money(programme.short_form_up_to)
        sizes.insert(0, (short, SIZES[short] % {"sum": limit}))
    return sizes


def _organisations(request: HttpRequest, programme: Programme) -> list[Organisation]:
    return [
        one
        for one in spoken_for_by(page.writer(request))
        if one.kind != "private_person" or programme.allows_private_person
    ]


def full_form(request: HttpRequest, key: str) -> HttpResponse:
    """Go on in the full form."""
    application = page.fetched(request, key)
    if request.method == "POST":
        try:
            go_on_in_full_form(application, by=page.writer(request))
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, _("You are in the full form now. Everything came along."))
    return redirect("portal:draft", key=key)
