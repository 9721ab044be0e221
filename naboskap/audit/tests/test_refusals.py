"""Where somebody was turned down: told without what lets one in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from naboskap.audit.middleware import RefusalTrail
from naboskap.audit.models import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/spor/key.signature/", "/spor/…/"),
        ("/ru/samtale/key.signature/", "/ru/samtale/…/"),
        ("/samtale/key.signature/kalender.ics", "/samtale/…/kalender.ics"),
        ("/invitasjon/letters:and:more/", "/invitasjon/…/"),
        ("/min-side/partner/bekreft/letters/", "/min-side/partner/bekreft/…/"),
        ("/glemt-passord/3-letters/", "/glemt-passord/…/"),
        ("/samtale/key.signature/strange", "/samtale/…/"),
        # Behind sign-in a key lets nobody in, and tells what was tried.
        ("/min-side/soknader/some-draft/send/", "/min-side/soknader/some-draft/send/"),
        ("/en/saksbehandling/saker/2021-1/", "/en/saksbehandling/saker/2021-1/"),
    ],
)
def test_a_refusal_keeps_no_way_in(path, kept):
    trail = RefusalTrail(lambda _request: HttpResponse())
    trail.process_exception(RequestFactory().post(path), PermissionDenied())
    assert Refused.objects.get().path == kept
