"""The task list, and the pages of the plan."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.applications import actions
from naboskap.applications.models import Activity
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.guidelines.vocabulary import AGES
from naboskap.organisations.queries import places_on
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.plan import (
    ActivityForm,
    BasicsForm,
    ParticipantsForm,
    activity_values,
    basics_of,
    participants_of,
)
from naboskap.portal.applications.taken_out import taken_out_in, to_taken_out
from naboskap.portal.applications.tasks import remaining, tasks_of
from naboskap.portal.applications.views.answers import gone_on, saved, show, tell_saved
from naboskap.ui.answers import done, refused
from naboskap.ui.revisions import revision_read


def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Show the draft as a list of parts; what is sent has a page of its own."""
    mine = page.of(request, key)
    if not mine.is_open_to_write:
        return redirect("portal:sent", key=key)
    if not mine.is_informed:
        return redirect("portal:informed", key=key)
    if mine.is_short:
        return redirect("portal:short", key=key)
    return show(request, mine, "draft", groups=tasks_of(mine), remaining=remaining(mine))


def basics(request: HttpRequest, key: str) -> HttpResponse:
    """Name, field and dates."""
    mine = page.of(request, key)
    form = BasicsForm(request.POST or None, initial=basics_of(mine.draft))
    clash: dict[str, Any] = {}
    if saved(
        request,
        form,
        lambda: actions.save_basics(mine.application, by=mine.user, **form.facts()),
        clash,
    ):
        tell_saved(request, form)
        return gone_on(request, mine)
    return show(request, mine, "basics", form=form, clash=clash)


def activities(request: HttpRequest, key: str) -> HttpResponse:
    """What the pair will do together: the list, and a new one."""
    mine = page.of(request, key)
    form = ActivityForm(
        request.POST or None,
        places=places_on(clock.today()),
        initial={"revision": actions.next_row(mine.draft.activities)},
    )
    _ask_what_concerns(mine, form)
    if done(
        request,
        form,
        lambda: actions.save_activity(mine.application, by=mine.user, **_activity(form)),
    ):
        return _saved(request, key, form)
    out = taken_out_in(request, mine, ["activity"])
    return show(request, mine, "activities", form=form, row=None, out=out)


def activity(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change one activity."""
    mine = page.of(request, key)
    row = get_object_or_404(Activity, application=mine.application, pk=pk)
    form = ActivityForm(
        request.POST or None, places=places_on(clock.today()), initial=activity_values(row)
    )
    form.outside = mine.outside.get(pk, "")
    _ask_what_concerns(mine, form)
    clash: dict[str, Any] = {}
    if saved(
        request,
        form,
        lambda: actions.save_activity(mine.application, pk=pk, by=mine.user, **_activity(form)),
        clash,
    ):
        return _saved(request, key, form)
    return show(request, mine, "activity", form=form, row=row, clash=clash)


def _ask_what_concerns(mine: page.DraftPage, form: ActivityForm) -> None:
    if mine.is_alone:
        form.leave_unasked("task_a", "people_b", "task_b")
        form.fields["mode"].label = _("Where does it happen?")


def _activity(form: ActivityForm) -> dict[str, Any]:
    return {**form.facts(), "language": get_language() or "nb"}


@require_POST
def alter_activity(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Move an activity up or down, take it out, or put it back."""
    application, person = page.fetched(request, key), page.writer(request)
    act = request.POST.get("act")
    try:
        if act in {"up", "down"}:
            actions.move_activity(application, pk, up=act == "up", by=person)
        elif act == "remove":
            actions.remove_activity(
                application, pk, read_revision=revision_read(request), by=person
            )
            return to_taken_out("portal:activities", key, "activity", pk)
        elif act == "put_back":
            actions.put_back_activity(application, pk, by=person)
        else:
            raise Http404
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path.rsplit("/", 3)[0] + "/")
    return _saved(request, key)


def participants(request: HttpRequest, key: str) -> HttpResponse:
    """How many take part, by side and age."""
    mine = page.of(request, key)
    form = ParticipantsForm(request.POST or None, initial=participants_of(mine.draft))
    if mine.is_alone:
        form.leave_unasked(*(f"b_{age}" for age in AGES))
    clash: dict[str, Any] = {}
    if saved(
        request,
        form,
        lambda: actions.save_participants(
            mine.application,
            form.numbers(),
            read_revision=form.cleaned_data["revision"],
            by=mine.user,
        ),
        clash,
    ):
        tell_saved(request, form)
        return gone_on(request, mine)
    return show(request, mine, "participants", form=form, clash=clash)


def _saved(request: HttpRequest, key: str, *forms: ActivityForm) -> HttpResponse:
    tell_saved(request, *forms)
    return redirect("portal:activities", key=key)
