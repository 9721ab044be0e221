"""Check, send, and what happens then: the receipt, whose turn it is, confirming, withdrawing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from naboskap.applications import actions
from naboskap.applications.content import short_digest
from naboskap.applications.draft import is_alone
from naboskap.applications.models import Application, Change, Snapshot
from naboskap.applications.queries import (
    confirmations_of,
    find,
    find_received,
    latest_snapshot,
    sides_of,
)
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.actions import answer_question, send_application, withdraw
from naboskap.assessments.models import Case
from naboskap.assessments.queries import answering, case_of
from naboskap.cases.queries import hold_now, standing
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.decisions.models import Decision
from naboskap.decisions.statuses import TOLD
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.letters.actions import open_letter
from naboskap.letters.queries import letters_of
from naboskap.portal.applications import page
from naboskap.portal.applications.dates import entries_of
from naboskap.portal.applications.forms.pair import InviteForm
from naboskap.portal.applications.forms.texts import AnswerForm, TextsForm
from naboskap.portal.applications.reading import Reading
from naboskap.portal.applications.tasks import outside, remaining
from naboskap.portal.applications.tongues import in_one_only
from naboskap.portal.applications.views.answers import show
from naboskap.portal.applications.views.arriving import closed, code_page, who_tries
from naboskap.portal.applications.views.change import being_changed, changed_since, may_change
from naboskap.programmes.queries import next_round
from naboskap.questionnaires.queries import questions_of
from naboskap.ui.answers import done, keep, refused
from naboskap.ui.calendars import calendar_of


def read(request: HttpRequest, key: str) -> HttpResponse:
    """Read the draft as the case officer will; copy what is written, whatever became of it."""
    mine = page.of(request, key)
    # When the next round opens is told where none is open.
    ahead = None
    if mine.is_draft and mine.round is None:
        ahead = next_round(programme=mine.application.programme)
    # What is still a draft can be saved: only of what is none may a text be left behind.
    stem = "" if mine.is_draft else f"{reverse('portal:draft', kwargs={'key': key})}svar/"
    reading = Reading.of_draft(mine.draft, mine.questions)
    opens_at = ahead.opens_at if ahead else None
    return show(request, mine, "read", reading=reading, stem=stem, opens_at=opens_at)


def send(request: HttpRequest, key: str) -> HttpResponse:
    """Check everything in one list, and send."""
    mine = page.of(request, key)
    if not mine.is_draft:
        return redirect("portal:changing" if mine.change else "portal:sent", key=key)
    why = None
    if request.method == "POST":
        try:
            send_application(mine.application, by=mine.user)
        except Refusal as refusal:
            keep(request, refusal)
            if not visible_as_draft(mine.application):
                return redirect("portal:sent", key=key)
            why = refusal.reason
            _count(request, mine.application)
        else:
            return redirect("portal:receipt", key=key)
    elif mine.side and not mine.reads_only:
        _count_at_the_check(request, mine)
    other = mine.draft.sides["b"]
    return show(
        request,
        mine,
        "send",
        lacks_partner=mine.needs_partner and not other.people and not other.is_invited,
        why=why,
        remaining=remaining(mine),
        outside=outside(mine),
        one_only=[] if mine.reads_only else in_one_only(mine),
        reading=Reading.of_draft(mine.draft, mine.questions),
    )


def _count(request: HttpRequest, application: Application) -> None:
    """Let whoever writes the lessons know that this stops people: each thing once a sitting."""
    name = f"stumbled-{application.pk}"
    before = request.session.get(name, [])
    found = actions.count_stumbles(application, counted=before)
    request.session[name] = sorted(found.union(before))


def _count_at_the_check(request: HttpRequest, mine: page.DraftPage) -> None:
    """Let whoever writes the lessons know what is in the way while one writes."""
    name = f"checked-{mine.application.pk}"
    before = request.session.get(name, [])
    found = actions.count_at_the_check(
        mine.application,
        asked=mine.everything,
        gaps=mine.gaps,
        findings=mine.findings,
        counted=before,
    )
    if not found <= set(before):
        request.session[name] = sorted(found.union(before))


def visible_as_draft(application: Application) -> bool:
    """Whether it is still a draft: two may send at once, and then the other one did."""
    return Application.objects.filter(pk=application.pk, status=ApplicationStatus.DRAFT).exists()


def _sent(
    request: HttpRequest, key: str, find: page.Finding = find
) -> tuple[Application, Snapshot]:
    application = page.fetched(request, key, find)
    snapshot = latest_snapshot(application)
    if snapshot is None:
        raise Http404
    return application, snapshot


def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Show the number, the time in both places and the digest; the PDF when it is there."""
    application, snapshot = _sent(request, key, find_received)
    context = _case_of(request, application, snapshot)
    return render(request, "portal/applications/receipt.html", context)


def _case_of(request: HttpRequest, application: Application, snapshot: Snapshot) -> dict[str, Any]:
    case = case_of(application)
    sides = sides_of(application)
    person = page.writer(request)
    side = next(
        (
            name
            for name, one in sides.items()
            if any(member.user_id == person.pk for member in one.people)
        ),
        "",
    )
    letters = letters_of(case) if case else []
    confirmations = confirmations_of(snapshot)
    confirmed = {one.seat_id for one in confirmations}
    return {
        "application": application,
        "programme": in_language(application.programme.name),
        "snapshot": snapshot,
        "short_digest": short_digest(snapshot.sha256),
        "case": case,
        "side": side,
        "sides": sides,
        "is_alone": is_alone(sides, needs_partner=application.programme.needs_partner),
        "letters": [one for one in letters if one.reader == (side or "a")],
        "confirmations": [
            (
                in_language(secretariat().sides[one.seat.side].name),
                one,
                LANGUAGES.get(one.language, one.language),
            )
            for one in confirmations
        ],
        "waiting": [
            name for name, one in sides.items() if one.is_known and one.seat_id not in confirmed
        ],
    }


def _has_answer(case: Case | None) -> bool:
    """Whether there is an answer to read: it is decided, or was, and is now decided anew."""
    return case is not None and Decision.objects.filter(case=case, status__in=TOLD).exists()


def sent(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is sent: whose turn it is, what happens next, and every way on."""
    application = page.fetched(request, key)
    if application.status == ApplicationStatus.DRAFT:
        return redirect("portal:draft", key=key)
    snapshot = latest_snapshot(application)
    if snapshot is None:
        return render(request, "portal/applications/ended.html", {"application": application})
    context = _case_of(request, application, snapshot)
    side = context["side"]
    secret, invite = (
        "",
        InviteForm(
            request.POST or None,
            prefix="invite",
            initial={
                "side": "b" if side == "a" else "a",
                "way": "code",
                "language": secretariat().across.language,
            },
        ),
    )
    if request.method == "POST" and invite.is_valid():
        told = invite.cleaned_data
        if asked := done(
            request,
            invite,
            lambda: actions.invite_to_seat(
                application,
                "b" if side == "a" else "a",
                way=told["way"] if told["way"] != "adviser" else "code",
                language=told["language"],
                address=told["address"],
                purpose="confirm",
                by=page.writer(request),
            ),
        ):
            _invitation, secret = asked.value
            if told["way"] == "mail":
                messages.success(request, _("A link to confirm is on its way."))
                return redirect("portal:sent", key=key)
    context |= {
        **being_changed(application, page.writer(request) if side else None),
        "may_change": may_change(application, context["case"]) and bool(side),
        "unsent": Change.objects.filter(application=application, unsent__isnull=False),
        "questions": answering(page.writer(request)).filter(case__application=application),
        "turn": standing(application, side or "a", is_alone=context["is_alone"]),
        "has_answer": _has_answer(context["case"]),
        "held": hold_now(context["case"], side or "a") if context["case"] else None,
        "house_phone": secretariat().phone,
        "invite": invite,
        "secret": secret,
        "code_page": code_page(request, invite.cleaned_data["language"]) if secret else "",
        "reading": Reading.of_content(snapshot.content, questions_of(application.sheet.version)),
        "is_open": application.status
        in {ApplicationStatus.SUBMITTED, ApplicationStatus.CONFIRMED},
    }
    return render(request, "portal/applications/sent.html", context)


def question(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Answer the one thing that the case officer asked for; only what was unlocked can change."""
    mine = page.of(request, key)
    asked = get_object_or_404(answering(mine.user), pk=pk, case__application=mine.application)
    unlocked = [one for one in mine.questions if one.key in asked.unlocked]
    form = AnswerForm(request.POST or None)
    texts = TextsForm(request.POST or None, questions=unlocked, answers=mine.draft.answers)
    is_open = asked.answered_at is None and asked.ended_at is None
    if request.method == "POST" and form.is_valid() and texts.is_valid():
        changed = texts.changed()
        if done(
            request,
            form,
            lambda: answer_question(
                asked,
                text=form.cleaned_data["text"],
                answers={one.key: one.text for one in changed},
                read_numbers={one.key: one.number for one in changed},
                language=get_language() or "nb",
                by=mine.user,
            ),
        ):
            messages.success(request, _("Your answer is sent. The case goes on."))
            return redirect("portal:sent", key=key)
    return show(
        request, mine, "question", asked=asked, form=form, texts=texts, is_open=is_open, clashes={}
    )


def letter(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Open a letter about the application, in the reader's own side's copy."""
    application, snapshot = _sent(request, key)
    letters = _case_of(request, application, snapshot)["letters"]
    found = next((one for one in letters if one.pk == pk and one.document_id), None)
    if found is None:
        raise Http404
    content = open_letter(found, by=page.writer(request))
    name = found.document.file_name
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def dates(request: HttpRequest, key: str) -> HttpResponse:
    """Give the pair's dates as a calendar file, in the reader's language."""
    mine = page.of(request, key)
    entries = entries_of(mine, latest_snapshot(mine.application))
    return HttpResponse(
        calendar_of(key, entries),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="datoer.ics"'},
    )


def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm for one's own side, with one's own account."""
    application, snapshot = _sent(request, key, find_received)
    context = _case_of(request, application, snapshot)
    if request.method == "POST":
        try:
            actions.confirm_application(
                application,
                sha256=request.POST.get("sha256", ""),
                language=get_language() or "nb",
                side=context["side"] or "-",
                by=page.writer(request),
            )
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, _("You have confirmed the text."))
        return redirect("portal:sent", key=key)
    person = page.writer(request)
    may_write = may(person, "applications.write_application", application)
    context |= {
        **_to_confirm(application, snapshot, context["side"]),
        **being_changed(application, person if context["side"] else None),
        "may_write": may_write,
        "may_change": may_write and may_change(application, context["case"]),
    }
    return render(request, "portal/applications/confirm.html", context)


def _to_confirm(application: Application, snapshot: Snapshot, side: str) -> dict[str, Any]:
    questions = questions_of(application.sheet.version)
    differing, has_confirmed = changed_since(snapshot, side, questions)
    return {
        "snapshot": snapshot,
        "application": application,
        "short_digest": short_digest(snapshot.sha256),
        "reading": Reading.of_content(snapshot.content, questions),
        "differing": differing,
        "has_confirmed": has_confirmed,
    }


@login_not_required
@never_cache
def confirm_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Confirm by a mailed link or a code, without an account. Opening confirms nothing."""
    try:
        found = actions.find_invitation(secret, who=who_tries(request))
        if request.method == "POST":
            actions.confirm_with_secret(
                secret,
                sha256=request.POST.get("sha256", ""),
                language=get_language() or "nb",
                who=who_tries(request),
            )
            return render(request, "portal/applications/confirmed.html")
    except Refusal as refusal:
        return closed(request, refusal)
    application = get_object_or_404(
        Application.objects.select_related("sheet__version__form", "programme"),
        pk=found.seat.application_id,
    )
    snapshot = latest_snapshot(application)
    if found.purpose != "confirm" or snapshot is None:
        raise Http404
    context = _to_confirm(application, snapshot, found.seat.side) | {
        **being_changed(application, None),
        "side": found.seat.side,
        "sides": sides_of(application),
        "by_link": True,
        "waiting": [found.seat.side],
        "programme": in_language(application.programme.name),
    }
    return render(request, "portal/applications/confirm.html", context)


def withdraw_page(request: HttpRequest, key: str) -> HttpResponse:
    """Take the application back, after a question."""
    mine = page.of(request, key)
    if request.method == "POST":
        try:
            withdraw(mine.application, by=mine.user)
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        if mine.is_draft:
            messages.success(request, _("The draft is thrown away. Your texts are still here."))
        else:
            messages.success(
                request, _("The application is withdrawn. Your texts are still here.")
            )
        return redirect("portal:sent", key=key)
    return show(request, mine, "withdraw")
