"""The forms as staff keep them: what is in use, what waits, and how an applicant meets it."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.applications.actions import move_drafts
from naboskap.applications.models import Application
from naboskap.applications.queries import drafts_on
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.office.questionnaires.differences import differing
from naboskap.office.questionnaires.forms import TEXTS
from naboskap.programmes.models import Programme
from naboskap.questionnaires.actions import begin_draft, take_up_again
from naboskap.questionnaires.effort import minutes_in_all
from naboskap.questionnaires.faults import LANGUAGES, NAMES
from naboskap.questionnaires.models import Form, FormVersion, SentBack, TakenOut
from naboskap.questionnaires.queries import (
    before,
    everything_in,
    version_in_use,
    versions_behind,
)
from naboskap.questionnaires.text import QuestionText
from naboskap.reports.actions import move_reports
from naboskap.reports.queries import REPORT_FORMS, reports_on
from naboskap.ui.answers import refused


def reader(request: HttpRequest) -> User:
    """Return who asks, if they may see forms that are worked on."""
    return permitted(request, "questionnaires.see_forms")


def found(slug: str) -> Form:
    """Return a form by its name, or say that it is not there."""
    return get_object_or_404(Form, slug=slug)


def draft_of(form: Form) -> FormVersion | None:
    """Return the draft of the form's next version, if somebody works on one."""
    rows = form.versions.filter(published_at__isnull=True)
    return rows.select_related("proposed_by", "form").first()


def sent_back_of(version: FormVersion) -> list[SentBack]:
    """Return what was sent back of one version, the last first."""
    return [one for one in version.form.sent_back.all() if one.number == version.number]


PURPOSES = {
    Form.Purpose.APPLICATION: gettext_lazy("Application"),
    Form.Purpose.REPORT: gettext_lazy("Report"),
}


def names_of(*forms: Form) -> dict[int, str]:
    """Name forms by what they are for and the programmes that ask by them."""
    used: dict[int | None, list[str]] = {}
    for programme in Programme.objects.all():
        name = in_language(programme.name)
        used.setdefault(programme.full_form_id, []).append(name)
        if programme.short_form_id != programme.full_form_id:
            short = _("%(programme)s, short") % {"programme": name}
            used.setdefault(programme.short_form_id, []).append(short)
    return {
        form.pk: ": ".join(
            filter(None, (str(PURPOSES[Form.Purpose(form.purpose)]), _listed(form, used)))
        )
        for form in forms
    }


# Which application a report answers for: by the form that it was applied in.
REPORTS = {
    REPORT_FORMS[Application.Size.SHORT]: gettext_lazy("on what was applied for in a short form"),
    REPORT_FORMS[Application.Size.FULL]: gettext_lazy("on what was applied for in a full form"),
}


def _listed(form: Form, used: dict[int | None, list[str]]) -> str:
    if form.slug in REPORTS:
        return str(REPORTS[form.slug])
    if programmes := used.get(form.pk):
        return "; ".join(programmes)
    return _("in no programme now (form %(number)s)") % {"number": form.pk}


@require_GET
def all_forms(request: HttpRequest) -> HttpResponse:
    """List every form: the version in use, and whether a draft is worked on or proposed."""
    reader(request)
    there = FormVersion.objects.order_by("number").select_related("proposed_by")
    back = SentBack.objects.select_related("sent_by", "proposed_by")
    rows = Form.objects.prefetch_related(Prefetch("versions", there), Prefetch("sent_back", back))
    kept = list(rows.order_by("purpose", "slug"))
    names = names_of(*kept)
    shown = []
    for form in kept:
        published = [one for one in form.versions.all() if one.published_at is not None]
        draft = next((one for one in form.versions.all() if one.published_at is None), None)
        in_use = published[-1] if published else None
        row = {"form": form, "name": names[form.pk], "in_use": in_use, "draft": draft}
        if draft is not None and draft.proposed_at is None:
            row["back"] = next(iter(sent_back_of(draft)), None)
        shown.append(row)
    return render(request, "office/questionnaires/list.html", {"forms": shown})


@require_GET
def one_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a form asks now, its versions, and the drafts that a large change keeps behind."""
    user, form = reader(request), found(slug)
    version = version_in_use(form)
    questions = everything_in(version)
    permission = "reports.move_reports" if _is_report(form) else "applications.move_drafts"
    versions = form.versions.filter(published_at__isnull=False).order_by("-number")
    context = {
        "form": form,
        "name": names_of(form)[form.pk],
        "version": version,
        "questions": questions,
        "minutes": minutes_in_all(questions),
        "versions": versions.select_related("proposed_by", "published_by"),
        "draft": draft_of(form),
        "thrown": form.taken_out.filter(is_whole=True).select_related("taken_by"),
        "behind": _behind(form, version).count(),
        "may_edit": may(user, "questionnaires.edit_form"),
        "may_move": may(user, permission),
    }
    return render(request, "office/questionnaires/form.html", context)


def _is_report(form: Form) -> bool:
    return form.purpose == Form.Purpose.REPORT


def _behind(form: Form, version: FormVersion) -> Any:
    """Return the open sheets that are on a version before a large change."""
    earlier = versions_behind(version, is_major=True)
    return reports_on(earlier) if _is_report(form) else drafts_on(earlier)


@require_GET
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what a published version changed in the one before it."""
    reader(request)
    form = found(slug)
    rows = form.versions.filter(published_at__isnull=False)
    shown = get_object_or_404(rows.select_related("proposed_by", "published_by"), number=number)
    earlier = before(shown)
    context = {
        "form": form,
        "name": names_of(form)[form.pk],
        "version": shown,
        "earlier": earlier,
        "changes": differing(everything_in(earlier), everything_in(shown)) if earlier else [],
        "sent_back": sent_back_of(shown),
    }
    return render(request, "office/questionnaires/version.html", context)


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft of the next version, or go on with the one there is."""
    user, form = reader(request), found(slug)
    begin_draft(form, by=user)
    return redirect("office:form-draft", slug=slug)


@require_POST
def take_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a draft up again that was thrown away."""
    user, form = reader(request), found(slug)
    kept = get_object_or_404(TakenOut.objects.select_related("form"), pk=pk, form=form)
    try:
        take_up_again(kept, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:form", args=[slug]))
    messages.success(request, _("The draft is back, as it stood."))
    return redirect("office:form-draft", slug=slug)


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move what a large change keeps behind, and tell each person of each pair."""
    user, form = reader(request), found(slug)
    act = move_reports if _is_report(form) else move_drafts
    try:
        number = act(version_in_use(form), by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:form", args=[slug]))
    text = ngettext(
        "%(number)s is moved, and the pair is told.",
        "%(number)s are moved, and each pair is told.",
        number,
    )
    messages.success(request, text % {"number": number})
    return redirect("office:form", slug=slug)


def parts_not_in(question: QuestionText, code: str) -> list[Any]:
    """Return what a question does not say in a language, and so says in another."""
    found: list[Any] = [
        label
        for part, label in TEXTS.items()
        if any(getattr(question, part).values()) and not getattr(question, part).get(code)
    ]
    if any(not choice.words.get(code) for choice in question.choices):
        found.append(_("What one can choose"))
    return found


@require_GET
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form as an applicant meets it, in one of the three languages: draft or in use."""
    reader(request)
    form = found(slug)
    version = draft_of(form) or version_in_use(form)
    code = request.GET.get("sprak", "nb")
    code = code if code in LANGUAGES else "nb"
    questions = everything_in(version)
    with translation.override(code):
        shown: list[dict[str, Any]] = [
            {
                "words": question.in_words,
                "help": question.help_in_words,
                "why": question.why_in_words,
                "good": question.good_in_words,
                "weak": question.weak_in_words,
                "options": [(one, str(words)) for one, words in question.options],
                "is_built_in": question.is_built_in,
                "is_required": question.is_required,
                "is_conditional": question.only_if is not None,
                "section": str(question.section_in_words),
                "rows": 6 if question.kind == "long_text" else 2,
                "key": question.key,
                "why_label": _("Why we ask, and an example"),
                "good_label": _("This helps us"),
                "weak_label": _("This helps us little"),
            }
            for question in questions
        ]
    for one, question in zip(shown, questions, strict=True):
        one["lacks"] = parts_not_in(question, code)
    context = {
        "form": form,
        "name": names_of(form)[form.pk],
        "version": version,
        "shown": shown,
        "code": code,
        "lacking": sum(1 for one in shown if one["lacks"]),
        "tongue": NAMES[code],
        "languages": [(one, NAMES[one]) for one in LANGUAGES],
    }
    return render(request, "office/questionnaires/preview.html", context)
