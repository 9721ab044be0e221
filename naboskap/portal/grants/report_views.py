"""The report, part by part: both sides write, the applicant's lead sends."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from naboskap.applications.queries import sides_of, stands_alone
from naboskap.applications.rules import standing_of
from naboskap.assessments.rules import side_of
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import AGES, CATEGORIES
from naboskap.portal.grants.forms import (
    AccountsForm,
    ActivitiesForm,
    AnswersForm,
    AuditorForm,
    ParticipantsForm,
    RevisedForm,
)
from naboskap.portal.grants.reading import reading_of
from naboskap.portal.grants.seats import View, for_the_pair, user_of
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.questionnaires.queries import (
    answers_of,
    improvements,
    kept_texts,
    questions_of,
)
from naboskap.records.queries import read_document
from naboskap.reports.actions import (
    ReportChangedError,
    attach_auditor,
    save_accounts,
    save_activities,
    save_answer,
    save_participants,
    submit_report,
)
from naboskap.reports.models import Report
from naboskap.reports.queries import OPEN, gaps, questions_asked, reckoning, visible_to
from naboskap.ui.answers import done, download, keep, page, refused
from naboskap.ui.fields import read_back

PARTS = ("activities", "participants", "answers", "accounts", "auditor")


def _report(request: HttpRequest, key: str) -> Report:
    """Return the report, for a person of the pair; for anybody else there is no such page."""
    user = user_of(request)
    report = get_object_or_404(visible_to(user), grant__decision__case__application__key=key)
    if not side_of(user.pk, report.grant.decision.case):
        raise Http404
    return report


def _key(report: Report) -> str:
    return str(report.grant.decision.case.application.key)


def _for_writers(view: Callable[[HttpRequest, Report], HttpResponse]) -> View:
    """Open a part of the report to whoever writes; whoever only reads is led to the whole."""

    @require_http_methods(["GET", "POST"])
    @for_the_pair
    @wraps(view)
    def opened(request: HttpRequest, key: str) -> HttpResponse:
        found = _report(request, key)
        if may(user_of(request), "reports.write_report", found):
            return view(request, found)
        if request.method == "GET":
            return redirect("portal:report", key)
        raise PermissionDenied

    return opened


def _context(report: Report, **more: Any) -> dict[str, Any]:
    return {
        "report": report,
        "grant": report.grant,
        "case": report.grant.decision.case,
        "key": _key(report),
        "is_open": report.status in OPEN,
        "sums": reckoning(report),
        "is_alone": stands_alone(report.grant.decision.case.application),
        **more,
    }


@require_GET
@for_the_pair
def report(request: HttpRequest, key: str) -> HttpResponse:
    """Show the parts of the report, what each lacks, and the button that sends it.

    Whoever only reads has all of it here instead, and is told who can let them write.
    """
    found = _report(request, key)
    if not may(user_of(request), "reports.write_report", found):
        return _read(request, found)
    missing = gaps(found)
    names = {
        "activities": _("What became of the activities"),
        "participants": _("How many took part"),
        "answers": _("Tell how it went"),
        "accounts": _("The accounts"),
        "auditor": _("The auditor's confirmation"),
    }
    parts = [
        {
            "name": names[part],
            "href": reverse(f"portal:report-{part}", args=[key]),
            "lacks": [gap.words for gap in missing if gap.part == part],
        }
        for part in PARTS
        if part != "auditor" or found.grant.needs_auditor
    ]
    return page(
        request,
        "portal/grants/report.html",
        _context(
            found,
            parts=parts,
            is_whole=not missing,
            may_send=may(user_of(request), "reports.submit_report", found),
        ),
    )


@require_GET
@for_the_pair
def read(request: HttpRequest, key: str) -> HttpResponse:
    """Show the whole report on one page, to be read."""
    return _read(request, _report(request, key))


def _read(request: HttpRequest, found: Report) -> HttpResponse:
    may_write = may(user_of(request), "reports.write_report", found)
    application = found.grant.decision.case.application
    lead = sides_of(application)[standing_of(user_of(request), application).side].lead
    return page(
        request,
        "portal/grants/report_read.html",
        _context(
            found,
            reading=reading_of(found),
            may_write=may_write,
            lead=lead.name if lead else "",
        ),
    )


def _saved(
    request: HttpRequest,
    found: Report,
    form: RevisedForm,
    save: Callable[..., object],
    told: Callable[[], dict[str, Any]],
) -> bool:
    """Save a part as it was ``told``; on a refusal the form says why, with what was typed."""

    def act() -> object:
        read = form.cleaned_data["revision"]
        return save(found, **told(), read_revision=read, by=user_of(request))

    def meet(refusal: Refusal) -> None:
        if isinstance(refusal, ReportChangedError):
            found.refresh_from_db()
            form.read_again(found)

    is_saved = bool(done(request, form, act, meet=meet))
    for words in read_back([form]) if is_saved else ():
        messages.info(request, words)
    return is_saved


def _answer(
    request: HttpRequest, found: Report, form: Any, part: str, **more: Any
) -> HttpResponse:
    return page(
        request,
        f"portal/grants/report_{part}.html",
        _context(found, form=form, **more),
        status=422 if form.errors else 200,
    )


@_for_writers
def activities(request: HttpRequest, found: Report) -> HttpResponse:
    """Say of every promised activity what became of it."""
    form = ActivitiesForm(found, request.POST or None)
    if _saved(request, found, form, save_activities, lambda: {"told": form.told}):
        return redirect("portal:report", _key(found))
    return _answer(request, found, form, "activities")


@_for_writers
def participants(request: HttpRequest, found: Report) -> HttpResponse:
    """Say how many took part, by side and age."""
    form = ParticipantsForm(found, request.POST or None)
    if _saved(request, found, form, save_participants, lambda: {"numbers": form.numbers}):
        return redirect("portal:report", _key(found))
    house = secretariat()
    groups = [
        (in_language(house.sides[row.side].name), AGES.get(row.age, row.age), row.planned, field)
        for row, field in form.parts()
    ]
    return _answer(request, found, form, "participants", groups=groups)


@_for_writers
def accounts(request: HttpRequest, found: Report) -> HttpResponse:
    """Write what every line came to beside what was promised."""
    form = AccountsForm(found, request.POST or None)
    if _saved(
        request,
        found,
        form,
        save_accounts,
        lambda: {"spent": form.spent, "amount_own": form.cleaned_data["own"]},
    ):
        return redirect("portal:report", _key(found))
    house = secretariat()
    lines = [
        {
            "name": row.text or CATEGORIES.get(row.category, row.category),
            "category": CATEGORIES.get(row.category, row.category),
            "side": in_language(house.sides[row.side].name),
            "planned": row.amount_planned,
            "spent": spent,
            "note": note,
        }
        for row, spent, note in form.parts()
    ]
    return _answer(request, found, form, "accounts", lines=lines)


@_for_writers
def answers(request: HttpRequest, found: Report) -> HttpResponse:
    """Write the free texts. What another saved meanwhile is shown beside one's own."""
    known = answers_of(found.sheet)
    form = AnswersForm(questions_asked(found), known, request.POST or None)
    theirs: dict[str, str] = {}
    if form.is_valid():
        language = (get_language() or "nb").split("-")[0]
        for question in form.questions:
            text = form.cleaned_data[f"answer_{question.key}"]
            if not text and question.key not in known:
                continue
            try:
                save_answer(
                    found,
                    question.key,
                    text,
                    language=language,
                    read_number=form.cleaned_data[f"read_{question.key}"],
                    by=user_of(request),
                )
            except AnswerChanged as changed:
                keep(request, changed)
                theirs[question.key] = changed.theirs
                form.read_again(question.key, changed.number)
                form.add_error(f"answer_{question.key}", str(changed.reason))
            except Refusal as refusal:
                keep(request, refusal)
                form.add_error(None, str(refusal.reason))
                break
        if not form.errors:
            return redirect("portal:report", _key(found))
    parts = [
        (question, field, hidden, theirs.get(question.key, ""))
        for question, field, hidden in form.parts()
    ]
    asked = {question.key for question in questions_of(found.sheet.version)}
    gone = {key: one.text for key, one in known.items() if key not in asked and one.text.strip()}
    return _answer(
        request,
        found,
        form,
        "answers",
        parts=parts,
        improvements=improvements(found.sheet) if found.status in OPEN else [],
        kept=kept_texts(gone),
    )


@_for_writers
def auditor(request: HttpRequest, found: Report) -> HttpResponse:
    """Take the auditor's confirmation as a file."""
    if not found.grant.needs_auditor:
        raise Http404
    form = AuditorForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = AuditorForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            if done(
                request,
                form,
                lambda: attach_auditor(
                    found, name=file.name, content=file.read(), by=user_of(request)
                ),
                beside="file",
            ):
                return redirect("portal:report", _key(found))
    return _answer(request, found, form, "auditor")


@require_GET
@for_the_pair
def auditor_file(request: HttpRequest, key: str) -> HttpResponse:
    """Give the auditor's confirmation back, always as a download."""
    found = _report(request, key)
    if found.auditor_document is None:
        raise Http404
    document = found.auditor_document
    try:
        content = read_document(document)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:report", args=[key]))
    return download(content, name=document.file_name, kind=document.content_type)


@require_POST
@for_the_pair
def send(request: HttpRequest, key: str) -> HttpResponse:
    """Send the report."""
    found = _report(request, key)
    try:
        submit_report(found, by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:report", args=[key]))
    return redirect("portal:report", key)
