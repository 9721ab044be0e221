"""Stories of projects: drafted from the report, the pair asked, read by a second person, shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.office.stories.forms import StoryForm, TakeBackForm
from naboskap.projects import actions, queries
from naboskap.projects.models import Story
from naboskap.projects.statuses import StoryStatus
from naboskap.reports.queries import visible_to
from naboskap.ui.answers import gone_on, refused
from naboskap.ui.revisions import revision_read

SHOWN = 200


def _teller(request: HttpRequest) -> User:
    return permitted(request, "projects.see_stories")


def _found(request: HttpRequest, key: str) -> Story:
    return get_object_or_404(queries.stories_visible_to(_teller(request)), key=key)


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """List the stories, what waits for us first; and the reports that none is told from yet."""
    user = _teller(request)
    every = list(queries.stories_visible_to(user)[:SHOWN])
    ours = {StoryStatus.DRAFT, StoryStatus.CHANGE, StoryStatus.AGREED}
    context = {
        "ours": [one for one in every if one.status in ours],
        "others": [one for one in every if one.status not in ours],
        "untold": queries.untold_reports(visible_to(user))[:SHOWN],
    }
    return render(request, "office/stories/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a story from an approved report."""
    user = _teller(request)
    report = get_object_or_404(visible_to(user), pk=pk)
    if not may(user, "projects.write_story", report):
        raise PermissionDenied
    if (known := queries.story_of(report.grant)) is not None:
        return redirect("office:story", key=known.key)
    if not queries.can_be_told(report):
        words = _(
            "A story is told when the report is approved and the project stands in the bank."
        )
        messages.error(request, words)
        return redirect("office:report", pk)
    form = StoryForm(request.POST or None, told=queries.begun_from(report))
    return gone_on(
        request,
        form,
        lambda: actions.draft_story(report, form.told(), by=user),
        told=_("The draft is saved."),
        to=reverse("office:stories"),
    ) or render(request, "office/stories/write.html", {"form": form, "report": report})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Change a story."""
    user = _teller(request)
    found = _found(request, key)
    form = StoryForm(request.POST or None, told=found.told, initial={"revision": found.revision})
    return gone_on(
        request,
        form,
        lambda: actions.write_story(
            found, form.told(), read_revision=form.cleaned_data["revision"], by=user
        ),
        told=_("The draft is saved."),
        to=reverse("office:story", args=[key]),
    ) or render(request, "office/stories/write.html", {"form": form, "story": found})


@require_safe
def story(request: HttpRequest, key: str) -> HttpResponse:
    """Show a story, what each side said, and what can be done now."""
    return _page(request, _found(request, key))


def _page(request: HttpRequest, found: Story, **forms: Any) -> HttpResponse:
    user, house = _teller(request), secretariat().languages
    last = queries.last_answers([found])[found.pk]
    said_yes = queries.sides_that_said_yes(found, last)
    seen = queries.seen_in_story(found)
    named = [*seen.names, *seen.contacts] if seen else []
    writers = User.objects.filter(pk__in=found.writers).order_by("name")
    context = {
        "story": found,
        "case": found.grant.decision.case,
        "project": queries.public_card_of(found.grant),
        "texts": [
            (code, LANGUAGES.get(code, code), queries.in_one(found, code))
            for code in house
            if code in found.told.languages
        ],
        "half": not found.told.is_whole,
        "lacks": all_of(
            LANGUAGES.get(code, code) for code in house if code not in found.told.languages
        ),
        "sides": [
            (in_language(secretariat().sides[side].name), side in said_yes, last.get(side))
            for side in "ab"
        ],
        "is_hidden": seen is None,
        "names": all_of(named) if named else "",
        "ordinary": all_of(seen.ordinary) if seen and seen.ordinary else "",
        "vouched": all_of(found.ordinary) if found.ordinary else "",
        "writers": all_of(writers.values_list("name", flat=True)),
        "may_write": may(user, "projects.write_story", found) and not found.closed_by,
        "has_written": user.pk in found.writers,
        "take_back": TakeBackForm(),
        **forms,
    }
    return render(request, "office/stories/story.html", context)


@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask both sides."""
    found, user = _found(request, key), _teller(request)
    try:
        actions.ask_pair(
            found,
            read_revision=revision_read(request),
            words_are_ordinary="ordinary" in request.POST,
            by=user,
        )
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:story", args=[key]))
    messages.success(request, _("Both sides are asked. Each has got one mail."))
    return redirect("office:story", key=key)


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Publish what both sides said yes to, as the second person."""
    found, user = _found(request, key), _teller(request)
    try:
        actions.publish_story(found, read_revision=revision_read(request), by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:story", args=[key]))
    messages.success(request, _("It is on the website."))
    return redirect("office:story", key=key)


@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take it away from everybody at once."""
    found, user = _found(request, key), _teller(request)
    form = TakeBackForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: actions.take_back_story(found, form.cleaned_data["because"], by=user),
        told=_("It is taken back. Nobody outside the office sees it."),
        to=reverse("office:story", args=[key]),
        beside="because",
    ) or _page(request, found, take_back=form)
