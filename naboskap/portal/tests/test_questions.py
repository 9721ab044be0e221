"""What one has asked, on "My page"; the adviser is let into a draft from there."""

from datetime import timedelta

import pytest

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import secret_of
from naboskap.advice.tests.factories import AdviserFactory, TalkFactory, ThreadFactory
from naboskap.applications.actions import let_in_adviser
from naboskap.applications.models import Help
from naboskap.applications.tests.factories import draft
from naboskap.core import clock

pytestmark = pytest.mark.django_db


def test_what_one_asked_stands_on_my_page_also_from_before_the_account(ours, lead):
    mine = ThreadFactory(user=lead, address=lead.email)
    earlier = ThreadFactory(address=lead.email)
    other = ThreadFactory(user=UserFactory(), address=lead.email)
    text = ours.get("/min-side/").text
    assert f"/min-side/sporsmal/{mine.key}/" in text
    assert f"/min-side/sporsmal/{earlier.key}/" in text
    assert f"/min-side/sporsmal/{other.key}/" not in text
    assert ours.get(f"/min-side/sporsmal/{other.key}/").status_code == 404
    for act in ("close", "say"):
        form = {"act": act, "text": "Hei.", "key": "k"}
        assert ours.post(f"/min-side/sporsmal/{other.key}/", form).status_code == 404


def test_my_page_costs_the_same_with_one_question_and_with_three(
    ours, lead, django_assert_num_queries
):
    ThreadFactory(user=lead, adviser=AdviserFactory())
    ours.get("/min-side/")
    with django_assert_num_queries(9):
        ours.get("/min-side/")
    ThreadFactory.create_batch(2, user=lead, adviser=AdviserFactory())
    with django_assert_num_queries(9):
        ours.get("/min-side/")


@pytest.mark.parametrize("number", [1, 3])
def test_my_page_shows_the_talks_that_are_ahead_in_the_same_statements(
    ours, lead, number, django_assert_num_queries
):
    mine = TalkFactory.create_batch(number - 1, user=lead, address="other@example.org")
    mine.append(TalkFactory(address=lead.email))
    not_mine = [
        TalkFactory(user=lead, status="cancelled"),
        TalkFactory(user=lead, begins_at=clock.now() - timedelta(days=1)),
        TalkFactory(user=UserFactory(), address=lead.email),
        TalkFactory(),
    ]
    ThreadFactory(user=lead, adviser=AdviserFactory())
    ours.get("/min-side/")
    with django_assert_num_queries(9):
        text = ours.get("/min-side/").text
    for one in mine:
        assert f"/samtale/{secret_of('talk', one.key)}/" in text
        assert one.adviser.user.called in text
    assert not [one for one in not_mine if secret_of("talk", one.key) in text]


def test_the_adviser_of_a_demonstration_is_called_in_the_reader_s_language(ours, lead):
    example = UserFactory(name="Saksbehandler 1 (eksempel)", is_demonstration=True)
    ThreadFactory(user=lead, adviser=AdviserFactory(user=example))
    assert "Консультант 1 (пример)" in ours.get("/ru/min-side/").text


def test_one_writes_on_and_closes(ours, lead):
    thread = ThreadFactory(user=lead)
    here = f"/min-side/sporsmal/{thread.key}/"
    assert 'id="id_text-error"' in ours.post(here, {"act": "say", "text": "", "key": "k"}).text
    assert ours.post(here, {"act": "say", "text": "Hva med oss?", "key": "k"}).status_code == 302
    assert "Hva med oss?" in ours.get(here).text
    ours.post(here, {"act": "close"})
    thread.refresh_from_db()
    assert thread.status == "closed"
    assert "<textarea" in ours.get(here).text


def test_a_close_that_came_too_late_is_told_kindly(ours, lead):
    thread = ThreadFactory(user=lead, status="closed")
    answer = ours.post(f"/min-side/sporsmal/{thread.key}/", {"act": "close"}, follow=True)
    assert answer.status_code == 200


def test_the_adviser_is_let_into_a_draft_from_the_thread(ours, lead, application):
    adviser = AdviserFactory()
    thread = ThreadFactory(user=lead, adviser=adviser)
    here = f"/min-side/sporsmal/{thread.key}/"
    assert "let-in" in ours.get(here).text
    strange = ours.post(here, {"act": "let-in", "draft": draft(UserFactory()).key})
    assert 'id="id_draft-error"' in strange.text
    assert not Help.objects.exists()
    assert ours.post(here, {"act": "let-in", "draft": application.key}).url == here
    helping = Help.objects.get()
    assert (helping.user, helping.application, helping.may_write) == (
        adviser.user,
        application,
        False,
    )
    assert "let-in" not in ours.get(here).text


def test_no_draft_is_offered_that_the_adviser_sees_or_that_there_is_not(ours, lead, application):
    adviser = AdviserFactory()
    let_in_adviser(application, adviser.user, by=lead)
    thread = ThreadFactory(user=lead, adviser=adviser)
    without = ThreadFactory(user=lead)
    for one in (thread, without):
        assert "let-in" not in ours.get(f"/min-side/sporsmal/{one.key}/").text
