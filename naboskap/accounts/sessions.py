"""Sessions in the database, found by a query that is built once: every signed-in page asks it."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from naboskap.core.prepared import Prepared

_LIVING: Prepared[Any] = Prepared(
    lambda *, key, now: DatabaseStore.get_model_class().objects.filter(
        session_key=key, expire_date__gt=now
    )
)


class SessionStore(DatabaseStore):
    """Django's own store; only the finding is quicker."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        found = _LIVING.first(key=key, now=timezone.now()) if key else None
        if found is None:
            self._session_key = None
        return found
