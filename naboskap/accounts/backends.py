"""Who a session belongs to, found by a query that is built once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from naboskap.accounts.models import User
from naboskap.core.prepared import Prepared

_BY_KEY: Prepared[User] = Prepared(lambda *, pk: User.objects.filter(pk=pk))


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """The sign-in page's own way; only the finding of who has signed in is quicker."""

    def get_user(self, user_id: Any) -> User | None:
        found: User | None = _BY_KEY.first(pk=int(user_id))
        return found if found and self.user_can_authenticate(found) else None
