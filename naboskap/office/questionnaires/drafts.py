"""A draft of a form: its questions one by one, what they lack, and whose turn it is."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.accounts.models import User
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.office.home.forms import BackForm
from naboskap.office.questionnaires.differences import differing, untouched
from naboskap.office.questionnaires.forms import (
    AddForm,
    QuestionForm,
    choices_left_out,
    values_of,
)
from naboskap.office.questionnaires.views import (
    draft_of,
    found,
    names_of,
    reader,
    sent_back_of,
)
from naboskap.programmes.models import Criterion
from naboskap.questionnaires import actions
from naboskap.questionnaires.changes import left_behind
from naboskap.questionnaires.effort import minutes_in_all
from naboskap.questionnaires.faults import faults_of, left_out
from naboskap.questionnaires.models import FormVersion
from naboskap.questionnaires.queries import (
    everything_in,
    may_publish,
    publishers,
    version_in_use,
)
from naboskap.ui.answers import done, gone_on, refused


def _draft(request: HttpRequest, slug: str) -> tuple[User, FormVersion]:
    user, draft = reader(request), draft_of(found(slug))
    if draft is None:
        raise Http404
    return user, draft


def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft's questions with what each lacks, and what it changes."""
    user, shown = _draft(request, slug)
    return _page(request, user, shown)


def _page(
    request: HttpRequest,
    user: User,
    shown: FormVersion,
    adding: AddForm | None = None,
    back: BackForm | None = None,
) -> HttpResponse:
    questions = everything_in(shown)
    in_use = everything_in(version_in_use(shown.form))
    faults = faults_of(questions) + left_out(in_use, questions)
    changes = differing(in_use, questions)
    context = {
        "form": shown.form,
        "name": names_of(shown.form)[shown.form_id],
        "draft": shown,
        "rows": [
            {"question": one, "faults": [fault for fault in faults if fault.key == one.key]}
            for one in questions
        ],
        "faults": [one for one in faults if one.key],
        "of_the_whole": [one.words for one in faults if not one.key],
        "changes": changes,
        "is_major": any(change.is_major for change in changes),
        "untouched": untouched(shown.form.slug, left_behind(in_use, questions)),
        "minutes": minutes_in_all(questions),
        "back": back or BackForm(),
        "adding": adding or AddForm(asked=[one.key for one in questions]),
        "may_edit": may(user, "questionnaires.edit_form"),
        "may_publish": may_publish(user, shown),
        "writers": shown.writers.order_by("name", "pk"),
        "publishers": publishers(shown),
        "then": publishers(shown, if_proposed_by=user),
        "sent_back": sent_back_of(shown),
        "taken_out": _taken_out(shown, {one.key for one in questions}),
        "is_own": shown.proposed_by_id == user.pk,
    }
    return render(request, "office/questionnaires/draft.html", context)


def _taken_out(shown: FormVersion, asked: set[str]) -> list[dict[str, Any]]:
    """Return the questions that were taken out of the form's drafts, and are not asked again."""
    rows = shown.form.taken_out.filter(is_whole=False).select_related("taken_by")
    found = [
        {"kept": kept, "key": facts["key"], "name": in_language(facts["words"])}
        for kept in rows
        for facts in kept.questions
    ]
    return [one for one in found if one["key"] not in asked]


def question(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Change how the draft asks one question. Another editor's change is met, not written over."""
    user, shown = _draft(request, slug)
    questions = everything_in(shown)
    here = next((one for one in questions if one.key == key), None)
    if here is None:
        raise Http404
    row = shown.questions.get(identity__key=key)
    form = QuestionForm(
        request.POST or None,
        question=here,
        before=[one for one in questions if one.position < here.position],
        criteria=_criteria(shown),
        initial=values_of(here, row.revision),
    )
    met: list[actions.QuestionChanged] = []
    proposer = shown.proposed_by

    def meet(refusal: Refusal) -> None:
        if isinstance(refusal, actions.QuestionChanged) and refusal.revision is not None:
            met.append(refusal)
            data = dict(form.data.items())
            data["revision"] = str(refusal.revision)
            form.data = data

    if done(
        request,
        form,
        lambda: actions.save_question(
            shown, key, read_revision=form.cleaned_data["revision"], by=user, **form.facts()
        ),
        meet=meet,
    ):
        return _saved(request, user, shown, proposer)
    context = {
        "form_shown": shown.form,
        "draft": shown,
        "question": here,
        "form": form,
        "left_out": choices_left_out(
            here,
            next(
                (one for one in everything_in(version_in_use(shown.form)) if one.key == key), None
            ),
        ),
        "met": bool(met),
        "theirs": everything_in(shown)[here.position - 1] if met else None,
        "faults": [fault for fault in faults_of(questions) if fault.key == key],
        "may_edit": may(user, "questionnaires.edit_form"),
        "is_own": shown.proposed_by_id == user.pk,
        "then": publishers(shown, if_proposed_by=user).exclude(pk=user.pk),
    }
    return render(request, "office/questionnaires/question.html", context)


def _saved(
    request: HttpRequest, user: User, shown: FormVersion, proposer: User | None
) -> HttpResponse:
    """Say what became of the proposal there was, and propose anew where that was asked for."""
    back_to = reverse("office:form-draft", args=[shown.form.slug])
    now = FormVersion.objects.get(pk=shown.pk)
    if proposer is None or now.proposed_at is not None:  # There was none, or nothing was changed.
        messages.success(request, _("Saved."))
        return redirect(back_to)
    if "again" in request.POST:
        try:
            actions.propose_form(now, by=user)
        except Refusal as refusal:
            messages.success(request, _("Saved. The proposal is taken back."))
            return refused(request, refusal, back_to=back_to)
        messages.success(request, _("Saved, and proposed again as it stands now."))
        return redirect(back_to)
    messages.success(request, _taken_back(_("Saved."), user, proposer))
    return redirect(back_to)


def _taken_back(told: str, user: User, proposer: User) -> str:
    """Say after an act that it took a proposal back, and whom that was told to."""
    if proposer == user:
        words = _("Your proposal is taken back: propose it again when you are done.")
    else:
        words = _("The proposal is taken back, and %(who)s is told. Propose it again, or ask.")
        words = words % {"who": proposer}
    return f"{told} {words}"


def _criteria(version: FormVersion) -> dict[str, str]:
    """Return the criteria of the programmes that ask by the form."""
    rows = Criterion.objects.filter(programme__short_form=version.form) | Criterion.objects.filter(
        programme__full_form=version.form
    )
    return {row.slug: in_language(row.name) for row in rows.order_by("position")}


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a question, new or known."""
    user, shown = _draft(request, slug)
    form = AddForm(request.POST, asked=[one.key for one in everything_in(shown)])
    if did := done(
        request,
        form,
        lambda: actions.add_question(shown, by=user, **form.facts()),
        beside={"QUE-5": "role", "": "key"},
    ):
        if shown.proposed_by is not None:
            messages.success(request, _taken_back(_("Added."), user, shown.proposed_by))
        return redirect("office:form-question", slug=slug, key=did.value.identity.key)
    return _page(request, user, shown, form)


@require_POST
def place(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Move a question up or down, or take it out."""
    user, shown = _draft(request, slug)
    steps = {"up": -1, "down": 1}
    act = request.POST.get("act", "")
    proposer = shown.proposed_by
    told = ""
    if act in steps:
        if proposer is not None:
            told = _taken_back(_("Moved."), user, proposer)
        return _act(
            request,
            slug,
            lambda: actions.move_question(shown, key, by=user, steps=steps[act]),
            told,
        )
    if act != "remove":
        raise Http404
    told = _("Taken out. You can put it back under “Taken out”.")
    if proposer is not None:
        told = _taken_back(told, user, proposer)
    return _act(request, slug, lambda: actions.remove_question(shown, key, by=user), told)


@require_POST
def put_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a question that was taken out back where it stood."""
    user, shown = _draft(request, slug)
    told = _("The question is back, as it stood.")
    if shown.proposed_by is not None:
        told = _taken_back(told, user, shown.proposed_by)
    return _act(request, slug, lambda: actions.put_back(shown, pk, by=user), told)


@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the draft is ready."""
    user, shown = _draft(request, slug)
    told = _("It is proposed. Another person publishes.")
    return _act(request, slug, lambda: actions.propose_form(shown, by=user), told)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a proposal back, or send another's back with why."""
    user, shown = _draft(request, slug)
    if shown.proposed_by_id in (None, user.pk):
        told = _("The proposal is taken back.")
        return _act(request, slug, lambda: actions.drop_proposal(shown, by=user), told)
    form = BackForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: actions.drop_proposal(shown, because=form.cleaned_data["because"], by=user),
        told=_("It is sent back. Who proposed it gets a message."),
        to=reverse("office:form-draft", args=[slug]),
        beside="because",
    ) or _page(request, user, shown, back=form)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the draft be what applicants meet."""
    user, shown = _draft(request, slug)
    told = _("It is published, and in use from now on.")
    return _act(
        request, slug, lambda: actions.publish_form(shown, by=user), told, then="office:form"
    )


@require_POST
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    user, shown = _draft(request, slug)
    told = _("The draft is thrown away, and can be taken up again here. What is in use stands.")
    return _act(
        request, slug, lambda: actions.drop_draft(shown, by=user), told, then="office:form"
    )


def _act(
    request: HttpRequest,
    slug: str,
    act: Callable[[], object],
    told: str = "",
    *,
    then: str = "office:form-draft",
) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:form-draft", args=[slug]))
    if told:
        messages.success(request, told)
    return redirect(then, slug=slug)
