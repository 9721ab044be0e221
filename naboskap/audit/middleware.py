"""Keep refusals: written once the refused act has been rolled back."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from naboskap.audit.actions import record_refusal
from naboskap.core.addresses import without_ways_in
from naboskap.core.errors import Refusal


class RefusalTrail:
    """Write down a ``Refusal`` that a door answered, or a denied permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refusal = getattr(request, "refusal", None)
        if refusal is not None:
            self._keep(request, getattr(refusal, "rule", type(refusal).__name__))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, PermissionDenied):
            self._keep(request, "PermissionDenied")
        elif isinstance(exception, Refusal):
            self._keep(request, getattr(exception, "rule", type(exception).__name__))

    def _keep(self, request: HttpRequest, reason: str) -> None:
        user = getattr(request, "user", None)
        # The trail outlives every link: it learns where this was, and not how one gets in there.
        path = without_ways_in(request.path)
        record_refusal(reason, actor_id=getattr(user, "pk", None), path=path)
