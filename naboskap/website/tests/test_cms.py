"""The editor's desk: for whoever is an editor today."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.urls import URLResolver

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import may
from naboskap.website import cms
from naboskap.website.cms import for_editors

pytestmark = pytest.mark.django_db


desk = for_editors(lambda request: HttpResponse("the desk"))


def at_the_desk(rf, user):
    request = rf.get("/cms/")
    request.user = user
    return desk(request)


@pytest.mark.parametrize("role", [None, *Role.values])
def test_only_an_editor_edits_pages(rf, role):
    user = UserFactory(roles=[role] if role else [])
    assert may(user, "website.edit_page") == (role == Role.EDITOR)
    if role == Role.EDITOR:
        assert at_the_desk(rf, user).content == b"the desk"
    else:
        with pytest.raises(Http404):
            at_the_desk(rf, user)


def test_a_superuser_is_nobody_at_the_desk(rf):
    with pytest.raises(Http404):
        at_the_desk(rf, UserFactory(is_superuser=True))


def test_a_stranger_sees_no_desk(rf):
    assert not may(AnonymousUser(), "website.edit_page")


def every(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every(pattern.url_patterns)
        else:
            yield pattern


def test_every_page_of_the_desk_has_the_guard():
    assert all(vars(pattern.callback).get("login_required") for pattern in every(cms.urlpatterns))
    named = {pattern.name for pattern in every(cms.urlpatterns)}
    assert not any("password_reset" in (name or "") for name in named)


@pytest.mark.parametrize(
    "path", ["/cms/", "/cms/login/", "/cms/password_reset/", "/cms/logout/", "/cms/sprite/"]
)
def test_there_is_no_way_in_past_our_own_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/logg-inn/")
