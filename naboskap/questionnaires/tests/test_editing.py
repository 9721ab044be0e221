"""Staff make the next version of a form: one works on it, another publishes it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.actions import (
    QuestionChanged,
    add_question,
    begin_draft,
    drop_draft,
    drop_proposal,
    move_question,
    new_sheet,
    propose_form,
    publish_form,
    put_back,
    remove_question,
    save_question,
    take_up_again,
)
from naboskap.questionnaires.models import FormVersion, Question, QuestionIdentity, TakenOut
from naboskap.questionnaires.queries import (
    changes_between,
    everything_in,
    may_publish,
    publishers,
    version_in_use,
    versions_behind,
)
from naboskap.questionnaires.tests.factories import publish_changed, reword

pytestmark = pytest.mark.django_db
NEW = {"nb": "Nytt", "en": "New", "ru": "Новое"}


@pytest.fixture
def draft(form, cast):
    return begin_draft(form, by=cast.editor)


def keys(version):
    return [one.key for one in everything_in(version)]


def test_a_draft_begins_as_a_copy_of_the_version_in_use(form, draft, cast):
    assert changes_between(version_in_use(form), draft) == ()
    assert begin_draft(form, by=cast.head) == draft
    assert version_in_use(form).number == 1
    assert new_sheet(form).version.number == 1
    assert FormVersion.objects.count() == 2


def test_one_proposes_and_another_publishes(form, draft, cast):
    reword(draft, "summary", by=cast.editor, help=NEW)
    propose_form(draft, by=cast.editor)

    published = publish_form(draft, by=cast.head)

    assert version_in_use(form) == published
    assert (published.proposed_by, published.published_by) == (cast.editor, cast.head)
    assert len(published.digest) == 64
    entry = trail_of(published).get(action="questionnaires.publish_form")
    assert entry.data["is_major"] is False
    with pytest.raises(IntegrityError), transaction.atomic():
        published.questions.update(is_required=True)


def test_nobody_publishes_what_they_proposed_themselves(form, draft, cast):
    reword(draft, "summary", by=cast.editor, help=NEW)
    propose_form(draft, by=cast.editor)

    with pytest.raises(RuleNotMet) as refusal:
        publish_form(draft, by=cast.editor)

    assert refusal.value.rule == "QUE-12"
    assert version_in_use(form).number == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda draft, by: reword(draft, "summary", by=by, help=NEW),
        lambda draft, by: remove_question(draft, "summary", by=by),
        lambda draft, by: move_question(draft, "summary", by=by, steps=2),
        lambda draft, by: put_back(draft, _taken(draft, "summary", by), by=by),
    ],
)
def test_nobody_who_wrote_publishes_whoever_proposes(form, draft, cast, write):
    write(draft, by=cast.editor)
    reword(draft, keys(draft)[-1], by=cast.deputy, help=NEW)
    draft = propose_form(draft, by=cast.head)

    for writer in (cast.editor, cast.deputy):
        with pytest.raises(RuleNotMet) as refusal:
            publish_form(draft, by=writer)
        assert refusal.value.rule == "QUE-28"
        assert not may_publish(writer, draft)
    assert not publishers(draft).exists()
    assert version_in_use(form).number == 1
    second = UserFactory(roles=[Role.EDITOR])
    assert list(publishers(draft)) == [second]
    assert publish_form(draft, by=second).published_by == second


def _taken(draft, key, by):
    remove_question(draft, key, by=by)
    return draft.form.taken_out.latest("pk").pk


def test_only_what_is_proposed_as_it_stands_is_published(draft, cast):
    reword(draft, "summary", by=cast.editor, help=NEW)
    with pytest.raises(RuleNotMet) as refusal:
        publish_form(draft, by=cast.head)
    assert refusal.value.rule == "QUE-11"
    propose_form(draft, by=cast.editor)

    reword(draft, "summary", by=cast.deputy, why=NEW)

    with pytest.raises(RuleNotMet) as refusal:
        publish_form(draft, by=cast.head)
    assert refusal.value.rule == "QUE-11"


def test_a_proposal_is_taken_back(draft, cast):
    reword(draft, "summary", by=cast.editor, help=NEW)
    propose_form(draft, by=cast.editor)

    drop_proposal(draft, because="Ikke ennå.", by=cast.deputy)

    draft.refresh_from_db()
    assert draft.proposed_at is None


def test_a_draft_that_changes_nothing_is_not_proposed(draft, cast):
    with pytest.raises(RuleNotMet) as refusal:
        propose_form(draft, by=cast.editor)

    assert refusal.value.rule == "QUE-14"


def test_what_is_not_whole_is_not_proposed(draft, cast):
    reword(draft, "summary", by=cast.editor, why={"nb": "Derfor"})

    with pytest.raises(RuleNotMet) as refusal:
        propose_form(draft, by=cast.editor)

    assert refusal.value.rule == "QUE-1"
    draft.refresh_from_db()
    assert draft.proposed_at is None


def test_two_editors_meet_each_other(draft, cast):
    save_question(draft, "summary", read_revision=1, by=cast.editor, help=NEW)

    with pytest.raises(QuestionChanged) as met:
        save_question(draft, "summary", read_revision=1, by=cast.head, help={"nb": "Mitt"})

    assert met.value.revision == 2
    assert draft.questions.get(identity__key="summary").help == NEW
    remove_question(draft, "summary", by=cast.editor)
    with pytest.raises(QuestionChanged) as met:
        save_question(draft, "summary", read_revision=2, by=cast.head, help={"nb": "Mitt"})
    assert met.value.revision is None


def test_saving_the_same_again_changes_nothing(draft, cast):
    for _again in range(2):
        saved = save_question(draft, "summary", read_revision=1, by=cast.editor, is_required=True)

    assert saved.revision == 1


def test_questions_are_added_moved_and_taken_out(draft, cast):
    before = keys(draft)

    add_question(draft, key="safety", kind="yes_no", section="together", words=NEW, by=cast.editor)
    assert keys(draft).index("safety") == before.index("places") + 1
    move_question(draft, "safety", by=cast.editor, steps=-100)
    assert keys(draft) == ["safety", *before]
    move_question(draft, "safety", by=cast.editor, steps=1)
    assert keys(draft)[:2] == [before[0], "safety"]
    for _twice in range(2):
        remove_question(draft, "safety", by=cast.editor)

    assert keys(draft) == before
    assert [row.position for row in draft.questions.all()] == list(range(1, len(before) + 1))


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"key": "summary", "kind": "long_text", "role": "summary"}, "QUE-10"),
        ({"key": "other", "kind": "long_text", "role": "summary"}, "QUE-5"),
        ({"key": "after", "kind": "yes_no"}, "QUE-2"),
    ],
)
def test_what_a_question_is_never_changes(draft, cast, facts, rule):
    QuestionIdentity.objects.create(key="after", kind="long_text", role="continuation")
    there = keys(draft)

    with pytest.raises(RuleNotMet) as refusal:
        add_question(draft, by=cast.editor, section="together", **facts)

    assert refusal.value.rule == rule
    assert keys(draft) == there


def test_what_is_published_is_not_edited(form, cast):
    version, question = version_in_use(form), Question.objects.get(identity__key="summary")
    acts = (
        lambda: save_question(version, "summary", read_revision=1, by=cast.editor, help=NEW),
        lambda: remove_question(version, "summary", by=cast.editor),
        lambda: move_question(version, "summary", by=cast.editor, steps=1),
        lambda: add_question(version, key="new", kind="yes_no", by=cast.editor),
        lambda: drop_draft(version, by=cast.editor),
        lambda: propose_form(version, by=cast.editor),
        lambda: publish_form(version, by=cast.editor),
        lambda: drop_proposal(version, by=cast.editor),
    )
    for act in acts:
        with pytest.raises(RuleNotMet) as refusal:
            act()
        assert refusal.value.rule == "QUE-9"
    question.refresh_from_db()
    assert question.help != NEW


def test_a_question_that_was_taken_out_is_put_back_as_it_stood(draft, cast):
    reword(draft, "summary", by=cast.editor, help=NEW, length_limit=77)
    stood = everything_in(draft)
    remove_question(draft, "summary", by=cast.editor)
    kept = draft.form.taken_out.get()
    add_question(draft, key="summary", kind="long_text", role="summary", by=cast.editor)
    with pytest.raises(RuleNotMet) as refusal:
        put_back(draft, kept.pk, by=cast.editor)
    assert refusal.value.rule == "QUE-29"
    remove_question(draft, "summary", by=cast.editor)

    put_back(draft, kept.pk, by=cast.head)

    assert put_back(draft, kept.pk, by=cast.head) is None  # A second click.
    assert everything_in(draft) == stood
    assert draft.form.taken_out.count() == 1
    assert set(draft.writers.all()) == {cast.editor, cast.head}


def test_a_draft_that_was_thrown_away_is_taken_up_again_as_it_stood(form, draft, cast):
    reword(draft, "summary", by=cast.editor, help=NEW)
    add_question(draft, key="safety", kind="yes_no", by=cast.editor, words=NEW)
    stood = everything_in(draft)
    drop_draft(draft, by=cast.head)
    kept = form.taken_out.get()
    other = begin_draft(form, by=cast.head)
    with pytest.raises(RuleNotMet) as refusal:
        take_up_again(kept, by=cast.head)
    assert refusal.value.rule == "QUE-29"
    drop_draft(other, by=cast.head)

    again = take_up_again(kept, by=cast.deputy)

    assert everything_in(again) == stood
    assert set(again.writers.all()) == {cast.editor, cast.deputy}
    assert not form.taken_out.filter(pk=kept.pk).exists()


def why(version):
    return [one.reason for one in version.form.sent_back.all() if one.number == version.number]


def test_why_a_draft_was_sent_back_stays_with_that_draft(form, draft, cast):
    reword(draft, "summary", by=cast.editor, help=NEW)
    propose_form(draft, by=cast.editor)
    drop_proposal(draft, because="Hjelpen er for lang.", by=cast.head)
    drop_draft(draft, by=cast.editor)
    [kept] = form.taken_out.all()
    other = begin_draft(form, by=cast.head)
    assert (other.number, why(other)) == (3, [])
    drop_draft(other, by=cast.head)

    again = take_up_again(kept, by=cast.editor)
    assert (again.number, why(again)) == (2, ["Hjelpen er for lang."])

    drop_draft(again, by=cast.editor)
    third = begin_draft(form, by=cast.head)
    assert third.number == 4
    reword(third, "result", by=cast.head, help=NEW)
    propose_form(third, by=cast.head)
    publish_form(third, by=cast.deputy)
    kept = form.taken_out.get(number=2)
    again = take_up_again(kept, by=cast.editor)
    assert (again.number, why(again)) == (5, ["Hjelpen er for lang."])
    assert why(third) == []
    assert version_in_use(form) == third


def test_a_draft_is_thrown_away(form, draft, cast):
    drop_draft(draft, by=cast.head)

    assert FormVersion.objects.get() == version_in_use(form)
    assert begin_draft(form, by=cast.editor).number == 3  # What is kept of it is number 2.


def test_nobody_else_works_on_forms(form, draft, cast):
    acts = (
        lambda: begin_draft(form, by=cast.case_officer),
        lambda: save_question(draft, "summary", read_revision=1, by=cast.case_officer, help=NEW),
        lambda: propose_form(draft, by=cast.case_officer),
        lambda: drop_proposal(draft, by=cast.administrator),
        lambda: publish_form(draft, by=cast.superuser),
        lambda: put_back(draft, 1, by=cast.case_officer),
        lambda: take_up_again(TakenOut(form=form), by=cast.administrator),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_which_versions_are_a_small_step_behind(form, cast):
    first = version_in_use(form)
    editors = {"by": cast.editor, "other": cast.head}
    second = publish_changed(
        form, **editors, change=lambda v: reword(v, "summary", by=cast.editor, help=NEW)
    )
    third = publish_changed(
        form, **editors, change=lambda v: remove_question(v, "result", by=cast.editor)
    )

    assert versions_behind(second, is_major=False) == [first.pk]
    assert versions_behind(second, is_major=True) == []
    assert set(versions_behind(third, is_major=True)) == {first.pk, second.pk}
