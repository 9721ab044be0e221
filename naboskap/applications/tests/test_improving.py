"""A form is improved while drafts are written in it: no word is lost, and all are told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import move_drafts, roll_drafts_forward, save_answer
from naboskap.applications.content import content_of
from naboskap.applications.models import Application
from naboskap.applications.queries import draft_of, visible_to
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.questionnaires.actions import add_question, remove_question
from naboskap.questionnaires.queries import improvements, kept_texts, version_in_use
from naboskap.questionnaires.tests.factories import publish_changed, reword

pytestmark = pytest.mark.django_db
NEW = {"nb": "Ny hjelp", "en": "New help", "ru": "Новая помощь"}


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def publish(application, editor):
    head = UserFactory(roles=[Role.HEAD])
    form = application.sheet.version.form

    def publish(change):
        return publish_changed(form, by=editor, other=head, change=change)

    return publish


@pytest.fixture
def written(application, lead, partner):
    save_answer(application, "summary", "Elva", language="nb", read_number=0, by=lead)
    save_answer(application, "result", "Et kart", language="nb", read_number=0, by=lead)
    return visible_to(lead).get(pk=application.pk)


def again(application, who):
    return visible_to(who).get(pk=application.pk)


def test_a_draft_rolls_forward_over_a_small_change_and_says_so(written, lead, publish, editor):
    version = publish(lambda draft: reword(draft, "summary", by=editor, help=NEW))

    assert roll_drafts_forward(by=SYSTEM) == 1
    assert roll_drafts_forward(by=SYSTEM) == 0

    found = again(written, lead)
    assert found.sheet.version == version
    assert draft_of(found).answer("summary") == "Elva"
    with translation.override("en"):
        (told,) = improvements(found.sheet)
    assert "The help has other words." in told
    assert trail_of(found).last().action == "applications.improve_form"
    assert not Message.objects.filter(kind="applications.form_changed").exists()


def test_over_a_large_change_a_draft_is_moved_only_by_staff_who_tell_each_person(
    written, lead, partner, publish, editor
):
    before = written.sheet.version
    version = publish(lambda draft: remove_question(draft, "result", by=editor))

    assert roll_drafts_forward(by=SYSTEM) == 0
    assert again(written, lead).sheet.version == before
    assert move_drafts(version, by=editor) == 1
    assert move_drafts(version, by=editor) == 0

    found = again(written, lead)
    assert found.sheet.version == version
    mails = Message.objects.filter(kind="applications.form_changed").order_by("pk")
    assert {mail.address for mail in mails} == {lead.email, partner.email}
    russian = mails.get(address=partner.email)
    assert "Что изменится, когда проект закончится?" in russian.body
    assert f"/ru/min-side/soknader/{found.key}/" in russian.body


def test_what_is_not_asked_any_more_is_kept_and_not_sent(written, lead, publish, editor):
    version = publish(lambda draft: remove_question(draft, "result", by=editor))
    move_drafts(version, by=editor)

    draft = draft_of(again(written, lead))

    assert set(draft.answers) == {"summary"}
    assert draft.kept["result"].text == "Et kart"
    assert set(content_of(draft)["answers"]) == {"summary"}
    with translation.override("en"):
        told = kept_texts({"result": "Et kart"})
    assert told == [("What is different when the project is over?", "Et kart")]
    assert kept_texts({}) == []


def test_what_is_asked_of_some_only_is_not_sent_by_the_others(written, lead, publish, editor):
    def change(draft):
        add_question(draft, key="travels", kind="yes_no", section="together", by=editor, **WHOLE)
        add_question(
            draft,
            key="visa",
            kind="long_text",
            section="together",
            by=editor,
            only_if={"key": "travels", "choice": "yes"},
            **WHOLE,
        )

    publish(change)
    roll_drafts_forward(by=SYSTEM)
    written = again(written, lead)
    save_answer(written, "travels", "yes", language="nb", read_number=0, by=lead)
    save_answer(written, "visa", "Alle", language="nb", read_number=0, by=lead)
    assert "visa" in content_of(draft_of(written))["answers"]

    save_answer(written, "travels", "no", language="nb", read_number=1, by=lead)

    draft = draft_of(written)
    assert "visa" not in content_of(draft)["answers"]
    assert draft.kept["visa"].text == "Alle"


WORDS = {"nb": "Tekst", "en": "Text", "ru": "Текст"}
WHOLE = {"words": WORDS, "why": WORDS, "purpose": WORDS, "legal_basis": "public_task"}


def test_what_is_sent_stays_on_its_own_version(written, lead, publish, editor):
    Application.objects.filter(pk=written.pk).update(status="withdrawn")
    before = written.sheet.version
    version = publish(lambda draft: remove_question(draft, "result", by=editor))

    assert move_drafts(version, by=editor) == 0

    assert again(written, lead).sheet.version == before


def test_drafts_are_moved_only_to_the_version_in_use(written, publish, editor, lead):
    older = written.sheet.version
    publish(lambda draft: remove_question(draft, "result", by=editor))

    with pytest.raises(RuleNotMet) as refusal:
        move_drafts(older, by=editor)

    assert refusal.value.rule == "QUE-16"
    assert again(written, lead).sheet.version == older


def test_nobody_else_moves_drafts(written, publish, editor, lead):
    version = publish(lambda draft: reword(draft, "summary", by=editor, help=NEW))
    for act in (
        lambda: move_drafts(version, by=lead),
        lambda: move_drafts(version, by=UserFactory(roles=[Role.CASE_OFFICER])),
        lambda: roll_drafts_forward(by=editor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert version_in_use(version.form) == version
