"""Who edits the pages: whoever has the editor's role today, and nobody else."""

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse

from naboskap.accounts.models import Role, User

# The page editor's own groups: to write, and to publish.
GROUPS = ("Editors", "Moderators")


def keep_in_step(user: User) -> None:
    """Let the page editor's groups say what the role says, on this day."""
    groups = Group.objects.filter(name__in=GROUPS)
    if Role.EDITOR in user.roles:
        user.groups.add(*groups)
    else:
        user.groups.remove(*groups)


class EditorsToday:
    """Ask the role again at every step in the page editor: a role ends on a date, unnoticed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/cms/") and isinstance(request.user, User):
            keep_in_step(request.user)
        return self.get_response(request)
