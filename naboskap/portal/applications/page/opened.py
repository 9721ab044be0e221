"""One application, fetched for one reader: what each subject of its page builds on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.draft import Draft
from naboskap.applications.models import Application
from naboskap.applications.queries import draft_of, find, find_to_save
from naboskap.applications.statuses import ApplicationStatus
from naboskap.core.words import in_language


def writer(request: HttpRequest) -> User:
    """Return who is signed in; the login wall has seen to it."""
    return cast("SignedInRequest", request).user


Finding = Callable[[Any, str], Application | None]


def fetched(request: HttpRequest, key: str, find: Finding = find) -> Application:
    """Return the application if this person may see it; else it is not found."""
    found = find(writer(request), key)
    if found is None:
        raise Http404
    return found


def fetched_to_save(request: HttpRequest, key: str) -> Application:
    """Return as ``fetched`` does, for saving one answer: nothing of it is shown."""
    return fetched(request, key, find_to_save)


@dataclass
class Opened:
    """One application for one reader. What costs a query is asked once."""

    application: Application
    user: User

    @cached_property
    def draft(self) -> Draft:
        return draft_of(self.application)

    @property
    def is_draft(self) -> bool:
        return self.application.status == ApplicationStatus.DRAFT

    @property
    def is_short(self) -> bool:
        return self.application.size == Application.Size.SHORT

    @property
    def has_begun(self) -> bool:
        """Whether anything is written yet; before that, nothing can be wrong."""
        draft = self.draft
        written = any(answer.text for answer in draft.answers.values())
        return bool(draft.title or draft.activities or draft.costs or written)

    @property
    def title(self) -> str:
        return self.application.title or _("New application")

    @property
    def programme(self) -> str:
        return in_language(self.application.programme.name)

    @property
    def needs_partner(self) -> bool:
        return self.application.programme.needs_partner
