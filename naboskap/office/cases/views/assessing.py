"""What the case officer, the second reader and the council do with a case."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.queries import people_on
from naboskap.assessments import actions
from naboskap.assessments.models import Case, CriterionNote
from naboskap.assessments.queries import officers
from naboskap.assessments.statuses import CaseStatus
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may, one_reading
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.office.cases.forms import (
    MARKS,
    AdviceForm,
    AskForm,
    AssignForm,
    CriterionForm,
    InterestForm,
    WordsForm,
)
from naboskap.office.cases.views.fetching import acted, address, readable, seen
from naboskap.office.cases.views.reading import gate
from naboskap.programmes.models import Criterion
from naboskap.questionnaires.queries import questions_of
from naboskap.ui.answers import done, keep, page

IN_ASSESSMENT = frozenset({CaseStatus.ASSESSING, CaseStatus.ASKED})


@require_POST
def declare(request: SignedInRequest, number: str) -> HttpResponse:
    """Say "I am impartial" in one click, or "I have an interest" with what it is."""
    found = seen(request, number)
    impartial = "impartial" in request.POST
    form = InterestForm(None if impartial else request.POST)
    told = form.cleaned_data if not impartial and form.is_valid() else {}
    if not impartial and not told:
        return gate(request, found, form, status=422)
    try:
        actions.declare_impartiality(
            found,
            is_impartial=impartial,
            reason=told.get("reason", ""),
            sides=told.get("sides", []),
            by=request.user,
        )
    except Refusal as refusal:
        keep(request, refusal)
        if impartial:
            form = InterestForm({})
            form.is_valid()
        form.add_error(None if impartial else "reason", str(refusal.reason))
        return gate(request, found, form, status=422)
    if impartial:
        return redirect(address(found))
    messages.success(request, _("Thank you. We have noted it, and somebody else takes the case."))
    return redirect("office:cases")


@require_POST
def begin(request: SignedInRequest, number: str) -> HttpResponse:
    """Take the case up."""
    found = readable(request, number)
    return acted(
        request,
        found,
        lambda: actions.begin(found, by=request.user),
        done=_("You have taken the case up."),
    )


@require_POST
def go_on(request: SignedInRequest, number: str) -> HttpResponse:
    """Go on without the answer that was asked for."""
    found = readable(request, number)
    return acted(
        request,
        found,
        lambda: actions.give_up_waiting(found, by=request.user),
        done=_("The case is with you again."),
    )


def assign(request: SignedInRequest, number: str) -> HttpResponse:
    """Give the case to a case officer, and ask a second reader."""
    found = seen(request, number)
    if not may(request.user, "assessments.assign_case", found):
        raise PermissionDenied
    form = AssignForm(
        request.POST or None,
        officers=officers(),
        initial={"officer": found.officer_id, "second_reader": found.second_reader_id},
    )
    if request.method == "POST" and form.is_valid() and _given(request, found, form):
        messages.success(request, _("They have been told."))
        return redirect("office:cases")
    return _form_page(
        request,
        found,
        form,
        title=_("Who takes the case?"),
        intro=_(
            "The case officer is told, and says first whether they are impartial. Whoever has an"
            " interest cannot be chosen."
        ),
        button=_("Give the case"),
        is_shut=True,
    )


def _given(request: SignedInRequest, case: Case, form: AssignForm) -> bool:
    """Give the case to whoever was chosen, and ask the second reader; what stands stands."""
    officer, reader = form.cleaned_data["officer"], form.cleaned_data["second_reader"]
    if officer.pk != case.officer_id and not done(
        request, form, lambda: actions.assign(case, officer, by=request.user), beside="officer"
    ):
        return False
    return reader in {None, case.second_reader} or bool(
        done(
            request,
            form,
            lambda: actions.name_second_reader(case, reader, by=request.user),
            beside="second_reader",
        )
    )


def criterion(request: SignedInRequest, number: str, slug: str) -> HttpResponse:
    """Assess one criterion: a mark and its reason."""
    found = _assessed(request, number)
    wanted = get_object_or_404(Criterion, programme=found.programme_id, slug=slug)
    note = CriterionNote.objects.filter(case=found, criterion=wanted).first()
    # What was typed while the case went on stays in its form, with the reason why it is refused.
    is_shut = request.method == "GET" and found.status not in IN_ASSESSMENT
    form = CriterionForm(
        request.POST or None,
        initial={
            "mark": note.mark if note else "",
            "reason": note.reason if note else "",
            "read_number": note.number if note else 0,
        },
    )
    if done(
        request,
        form,
        lambda: actions.save_criterion_note(found, wanted, by=request.user, **form.cleaned_data),
        beside="reason",
    ):
        if form.cleaned_data["mark"]:
            messages.success(request, _("Saved."))
        else:
            messages.warning(
                request,
                _(
                    "The reason is saved. The criterion is assessed when you have also chosen"
                    " strong, good or weak."
                ),
            )
        return redirect(address(found) + "#assessment")
    return _form_page(
        request,
        found,
        form,
        title=in_language(wanted.name),
        intro=in_language(wanted.words),
        button=_("Save"),
        standing_now=_as_it_stands(note) if note and (form.errors or is_shut) else "",
        locked=_("The case is not being assessed now, so this stands as it is.")
        if is_shut
        else "",
    )


def _as_it_stands(note: CriterionNote) -> str:
    """Tell a note that was saved meanwhile: its mark, and its reason."""
    mark = MARKS.get(note.mark)
    return f"{mark}: {note.reason}" if mark else note.reason


def partner(request: SignedInRequest, number: str) -> HttpResponse:
    """Note how a partner that nobody knew was contacted."""
    found = _assessed(request, number)
    form = WordsForm(
        request.POST or None,
        label=_("How did you contact them, and what did they say?"),
        hint=_(
            "Who you reached, how, and whether they know of the project. Nothing that can hurt"
            " them."
        ),
        initial={"text": found.partner_contact},
    )
    if done(
        request,
        form,
        lambda: actions.note_partner_contact(
            found, how=form.cleaned_data["text"], by=request.user
        ),
        beside="text",
    ):
        messages.success(request, _("Noted. The partner is known from now on."))
        return redirect(address(found))
    return _form_page(
        request,
        found,
        form,
        title=_("The partner is contacted"),
        intro=_("A partner that is new to us is always contacted before a decision."),
        reach=_reached(found, "b"),
        first_side=in_language(secretariat().sides["a"].name),
        button=_("Save"),
    )


@require_GET
def reach(request: SignedInRequest, number: str) -> HttpResponse:
    """Show who is on each side and how they are reached, for whoever deals with the case."""
    with one_reading():
        found = readable(request, number)
        if not _deals_with(request, found):
            raise PermissionDenied
    sides = [
        {"name": in_language(secretariat().sides[side].name), "people": _reached(found, side)}
        for side in ("a", "b")
    ]
    return page(request, "office/cases/reach.html", {"case": found, "sides": sides})


def _deals_with(request: SignedInRequest, case: Case) -> bool:
    user = request.user
    return may(user, "assessments.assess_case", case) or may(user, "assessments.assign_case", case)


def _reached(case: Case, side: str) -> list[dict[str, object]]:
    """Return who is on a side now, each with the language to write to them in."""
    return [
        {"person": one, "language": LANGUAGES.get(one.language, one.language)}
        for one in people_on(case.application, side)
    ]


def ask(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask the pair for one thing."""
    found = _assessed(request, number)
    form = AskForm(request.POST or None, questions=questions_of(found.application.sheet.version))
    if done(
        request,
        form,
        lambda: actions.ask_pair(found, by=request.user, **form.cleaned_data),
        beside={"ASS-17": "answer_by", "": "text"},
    ):
        messages.success(request, _("The question is sent. The case waits for the answer."))
        return redirect(address(found))
    return _form_page(
        request,
        found,
        form,
        title=_("Ask for one thing"),
        intro=_("They get a message that there is a question, and read it when they sign in."),
        button=_("Send the question"),
    )


def second_reading(request: SignedInRequest, number: str) -> HttpResponse:
    """Say as second reader what one thinks."""
    with one_reading():
        found = readable(request, number)
        if not may(request.user, "assessments.second_read_case", found):
            raise PermissionDenied
    form = WordsForm(
        request.POST or None,
        label=_("What do you think of the assessment?"),
        initial={"text": found.second_reading},
    )
    if done(
        request,
        form,
        lambda: actions.note_second_reading(
            found, text=form.cleaned_data["text"], by=request.user
        ),
        beside="text",
    ):
        messages.success(request, _("Saved."))
        return redirect(address(found))
    return _form_page(
        request,
        found,
        form,
        title=_("Second reading"),
        intro=_("The case officer helped the pair, so you read the case too."),
        button=_("Save"),
    )


def advise(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down what the expert council recommends."""
    with one_reading():
        found = readable(request, number)
        if not may(request.user, "assessments.advise_case", found):
            raise PermissionDenied
    form = AdviceForm(request.POST or None)
    if done(
        request,
        form,
        lambda: actions.advise(found, by=request.user, **form.cleaned_data),
        beside="reason",
    ):
        messages.success(request, _("The council's advice is given."))
        return redirect(address(found))
    return _form_page(
        request,
        found,
        form,
        title=_("The expert council's advice"),
        intro=_("The advice is given once, and the case officer takes it into the proposal."),
        button=_("Give the advice"),
    )


def _assessed(request: SignedInRequest, number: str) -> Case:
    """Return a case that the person assesses, or refuse."""
    with one_reading():
        found = readable(request, number)
        if not may(request.user, "assessments.assess_case", found):
            raise PermissionDenied
    return found


def _form_page(  # type: ignore[no-untyped-def]  # what a page needs, by name
    request: SignedInRequest, case: Case, form, *, title: str, **context
) -> HttpResponse:
    return page(
        request,
        "office/cases/form.html",
        {"case": case, "form": form, "title": title, **context},
        status=422 if form.errors else 200,
    )
