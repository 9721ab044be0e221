"""The editor's desk: for whoever is an editor today."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.urls import URLResolver

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.errors import RuleNotMet
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


def refuse(request):
    raise RuleNotMet("WEB-9", "Another reads it first.")


@pytest.mark.parametrize(("method", "to"), [("get", "/cms/"), ("post", "/cms/pages/3/edit/")])
def test_a_refusal_is_told_where_the_editor_stands(rf, method, to):
    request = getattr(rf, method)("/cms/pages/3/edit/")
    request.user, request.session = UserFactory(roles=[Role.EDITOR]), {}
    request._messages = type("Told", (list,), {"add": lambda self, *row: self.append(row)})()
    answer = for_editors(refuse)(request)
    assert answer["Location"] == to
    assert [row[1] for row in request._messages] == ["Another reads it first."]
    assert request.refusal.rule == "WEB-9"


def test_a_dialogue_is_told_in_its_own_way(rf):
    request = rf.post("/cms/pages/3/edit/", headers={"accept": "application/json"})
    request.user, request.session = UserFactory(roles=[Role.EDITOR]), {}
    request._messages = type("Told", (list,), {"add": lambda self, *row: self.append(row)})()
    answer = for_editors(refuse)(request)
    assert (answer.status_code, b"Another reads it first." in answer.content) == (400, True)


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
