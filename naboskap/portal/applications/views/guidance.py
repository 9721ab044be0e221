"""Help from an adviser: letting one in, what they say, and ticking it off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.advice.contact import spoken
from naboskap.advice.models import Adviser
from naboskap.advice.queries import shown_advisers
from naboskap.applications import actions
from naboskap.applications.models import Comment, Help
from naboskap.applications.queries import helpers_of
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.guidance import PARTS, AdviserForm, CommentForm
from naboskap.portal.applications.views.answers import show
from naboskap.ui.answers import done


def advice(request: HttpRequest, key: str) -> HttpResponse:
    """Show who helps and what they say; let one in; as an adviser, say something."""
    mine = page.of(request, key)
    act = request.POST.get("act")
    helping = list(helpers_of(mine.application))
    inside = {one.user_id for one in helping if one.ended_at is None}
    there = {str(one.pk): one for one in shown_advisers() if one.user_id not in inside}
    choose = AdviserForm(
        request.POST if act == "let-in" else None,
        advisers=[(number, _in_words(one)) for number, one in there.items()],
        prefix="let",
    )
    comment = CommentForm(
        request.POST if act == "comment" else None, questions=mine.questions, prefix="comment"
    )
    if done(
        request,
        choose,
        lambda: actions.let_in_adviser(
            mine.application, there[choose.cleaned_data["adviser"]].user, by=mine.user
        ),
        beside="adviser",
    ):
        messages.success(request, _("The adviser sees the draft now, and has been told."))
        return redirect("portal:advice", key=key)
    if done(
        request,
        comment,
        lambda: actions.comment_on(
            mine.application,
            text=comment.cleaned_data["text"],
            language=get_language() or "nb",
            by=mine.user,
            **comment.about_what(),
        ),
        beside="text",
    ):
        messages.success(request, _("It is said. The pair sees it beside what it is about."))
        return redirect("portal:advice", key=key)
    asked = {one.key: one.in_words for one in mine.questions}

    def can(permission: str) -> bool:
        return mine.is_draft and may(mine.user, permission, mine.application)

    return show(
        request,
        mine,
        "help",
        helping=helping,
        choose=choose if there and can("applications.let_in_adviser") else None,
        comment=comment if can("applications.comment_application") else None,
        said=[(one, asked.get(one.question) or PARTS.get(one.part, "")) for one in mine.comments],
        settles=may(mine.user, "applications.settle_comment", mine.application),
        guidance=mine.application.programme.guidance,
    )


def _in_words(adviser: Adviser) -> str:
    """Name an adviser with their field and languages, as the list of advisers does."""
    parts = [str(adviser.user), in_language(adviser.field), spoken(adviser.languages)]
    return ", ".join(part for part in parts if part)


@require_POST
def end_help(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Close the draft for an adviser."""
    application = page.fetched(request, key)
    person = page.writer(request)
    helping = get_object_or_404(Help, pk=pk, application=application)
    actions.end_help(helping, by=person)
    if helping.user_id == person.pk:
        messages.success(request, _("You no longer see the draft."))
        return redirect("portal:home")
    messages.success(request, _("The adviser no longer sees the draft."))
    return redirect("portal:advice", key=key)


@require_POST
def settle(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Tick a comment off, or open it again."""
    application = page.fetched(request, key)
    comment = get_object_or_404(Comment, pk=pk, application=application)
    actions.settle_comment(
        comment, is_done=request.POST.get("done") == "yes", by=page.writer(request)
    )
    messages.success(request, _("Saved."))
    return redirect("portal:advice", key=key)
