"""A draft that is proposed waits for somebody: who is told, and who finds it."""

import pytest

from naboskap.accounts.models import User
from naboskap.accounts.tests.waiting import agree_on, told
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message
from naboskap.questionnaires.actions import (
    begin_draft,
    drop_draft,
    drop_proposal,
    propose_form,
    publish_form,
)
from naboskap.questionnaires.queries import publishers, waiting_for
from naboskap.questionnaires.tests.factories import reword

pytestmark = pytest.mark.django_db
NEW = {"nb": "Nytt", "en": "New", "ru": "Новое"}


@pytest.fixture
def proposed(form, cast):
    User.objects.filter(pk=cast.deputy.pk).update(language="ru")
    draft = begin_draft(form, by=cast.editor)
    reword(draft, "summary", by=cast.editor, help=NEW)
    return propose_form(draft, by=cast.editor)


def test_who_may_publish_is_told_in_their_language(proposed, cast):
    sent = {one.address: one for one in Message.objects.filter(kind="questionnaires.proposed")}

    assert set(sent) == {cast.head.email, cast.deputy.email}
    assert sent[cast.head.email].title == "Et skjema venter på at du publiserer det"
    assert sent[cast.deputy.email].title == "Анкета ждёт, чтобы вы её опубликовали"
    for one in sent.values():
        assert f"/saksbehandling/skjema/{proposed.form.slug}/utkast/" in one.body


def test_the_list_and_the_lock_agree_on_who_it_waits_for(proposed, cast):
    assert agree_on(
        proposed,
        cast,
        waiting_for=waiting_for,
        publishers=publishers,
        permission="questionnaires.publish_form",
    )


def test_who_sends_back_says_why(proposed, cast):
    with pytest.raises(RuleNotMet) as refusal:
        drop_proposal(proposed, by=cast.head)
    assert refusal.value.rule == "QUE-27"
    assert waiting_for(cast.head).get() == proposed

    drop_proposal(proposed, because="Hjelpen er for lang.", by=cast.head)

    assert "Hjelpen er for lang." in told("questionnaires.sent_back", cast.editor).get().body
    assert not waiting_for(cast.head).exists()


def test_every_reason_stays_with_the_form(proposed, cast):
    drop_proposal(proposed, because=" Hjelpen er for lang. ", by=cast.head)
    propose_form(proposed, by=cast.editor)
    drop_proposal(proposed, because="Fortsatt.", by=cast.deputy)
    drop_draft(proposed, by=cast.editor)

    kept = [(one.number, one.reason, one.sent_by) for one in proposed.form.sent_back.all()]

    assert kept == [
        (2, "Fortsatt.", cast.deputy),
        (2, "Hjelpen er for lang.", cast.head),
    ]


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (publish_form, "questionnaires.published"),
        (drop_draft, "questionnaires.changed"),
        (
            lambda draft, by: reword(draft, "summary", by=by, why=NEW),
            "questionnaires.changed",
        ),
    ],
)
def test_who_proposed_is_told_of_every_change_by_another(proposed, cast, act, kind):
    act(proposed, by=cast.head)

    assert told(kind, cast.editor).count() == 1


def test_who_changes_their_own_is_told_nothing(proposed, cast):
    reword(proposed, "summary", by=cast.editor, why=NEW)

    assert not Message.objects.filter(kind="questionnaires.changed").exists()
