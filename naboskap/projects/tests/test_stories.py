"""A project's story: from the approved report, by a yes of both sides to the very text."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.applications.models import SeatPerson
from naboskap.assessments.tests.conftest import CAST
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM, may
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.gate import Name, Public
from naboskap.disclosure.queries import public_stamp
from naboskap.notifications.models import Message
from naboskap.projects import queries
from naboskap.projects.actions import (
    ask_change,
    ask_pair,
    draft_story,
    publish_story,
    say_no,
    take_back_story,
    write_story,
)
from naboskap.projects.models import Card, Story, StoryAnswer
from naboskap.projects.telling import Told
from naboskap.projects.tests.stories import (
    NB,
    RU,
    agreed,
    asked,
    drafted,
    finished,
    published,
    told,
    yes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings, tmp_path):
    """The cast of ``assessments``, standing to a case whose report is approved and shown."""
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return finished()


def refused(rule, act):
    before = [list(model.objects.values()) for model in (Story, StoryAnswer, Message)]
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert [list(model.objects.values()) for model in (Story, StoryAnswer, Message)] == before
    return str(refusal.value.reason)


def test_a_story_goes_from_the_report_to_everybody(world):
    cast = world.cast
    begun = queries.begun_from(world.report)
    assert begun.title == {"nb": "Ski uten grenser"}
    assert begun.done == {"nb": "Det gikk fint."}
    story = drafted(world)
    assert (story.participants_a, story.participants_b) == (15, 10)
    assert not queries.stories_led_by(cast.applicant).exists()
    story = ask_pair(story, read_revision=1, by=cast.officer)
    assert list(queries.stories_led_by(cast.partner)) == [story]
    story = yes(story, cast.applicant)
    assert (story.status, queries.public_stories()) == ("asked", [])
    story = yes(story, cast.partner)
    assert story.status == "agreed"
    assert queries.stories_to_publish(cast.officer) == []
    assert queries.stories_to_publish(cast.head) == [story]
    stamp = public_stamp()
    publish_story(story, read_revision=1, by=cast.head)
    assert public_stamp() != stamp
    [one] = queries.public_stories()
    assert (one.slug, one.title["ru"], one.quotation["nb"]) == (
        world.card.slug,
        RU["title"],
        NB["quotation"],
    )
    assert one.card.b.text == "En partner i nord"
    assert one.told_on is not None
    assert len(str(one.told_on)) == 4  # A shielded project tells its year alone.
    assert all(type(text) is Public for text in (*one.done.values(), *one.role.values()))
    assert "kor" not in str([entry.data for entry in trail_of(story)])


def test_each_lead_gets_one_mail_for_each_text_in_their_own_language(world):
    story = asked(world)
    mails = Message.objects.filter(kind="projects.story_asked")
    assert {(mail.address, mail.language) for mail in mails} == {
        (world.cast.applicant.email, "nb"),
        (world.cast.partner.email, "ru"),
    }
    assert all(f"/min-side/historie/{story.key}/" in mail.body for mail in mails)
    assert not any("kor" in mail.body for mail in mails)
    with pytest.raises(TransitionRefused):
        ask_pair(story, read_revision=1, by=world.cast.officer)
    story = ask_change(
        story, "Ta bort juni.", digest=story.digest, language="nb", by=world.cast.applicant
    )
    story = write_story(story, told(title={**told().title, "nb": "To kor"}), read_revision=1,
                        by=world.cast.officer)  # fmt: skip
    assert mails.all().count() == 2
    ask_pair(story, read_revision=2, by=world.cast.officer)
    assert mails.all().count() == 4


def test_pro_16_a_story_is_told_of_an_approved_report_and_a_shown_project(world):
    type(world.report).objects.update(status="submitted")
    refused("PRO-16", lambda: drafted(world))
    type(world.report).objects.update(status="approved")
    disclosure.hide(world.card.subject_key, reason="Bedt om", by=SYSTEM)
    refused("PRO-16", lambda: drafted(world))
    disclosure.show_again(world.card.subject_key, by=SYSTEM)
    story = drafted(world)
    assert draft_story(world.report, Told(), by=world.cast.head) == story
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.create(key="x", grant=world.grant, digest="", changed_at=story.changed_at)


@pytest.mark.parametrize(
    "parts",
    [
        {"title": {"nb": "Uten resten på russisk"}},
        {name: {"nb": NB[name]} for name in NB},
        {name: {"ru": RU[name]} for name in NB},
        {"done": {"nb": NB["done"], "ru": RU["done"], "en": "Only this."}},
    ],
)
def test_pro_17_it_is_whole_in_the_languages_of_both_leads(world, parts):
    story = drafted(world, **parts)
    refused("PRO-17", lambda: ask_pair(story, read_revision=1, by=world.cast.officer))


def test_pro_18_it_is_not_too_long(world):
    refused("PRO-18", lambda: drafted(world, title={"nb": "a" * 121}))
    story = drafted(world)
    long = told(done={"nb": "a" * 3_001})
    refused("PRO-18", lambda: write_story(story, long, read_revision=1, by=world.cast.officer))


def test_pro_19_a_quotation_has_a_role(world):
    story = drafted(world, role={})
    refused("PRO-19", lambda: ask_pair(story, read_revision=1, by=world.cast.officer))


@pytest.mark.parametrize(
    "said", ["Xenja", "Demolaget", "Lovozero", "navn@example.org", "se eksempel.no"]
)
def test_pro_20_nobody_who_is_hidden_is_named(world, said):
    holder = f"cards/{world.card.pk}/b"
    disclosure.protect_names(
        holder, [Name("Xenja Tsjibisjova", "person"), Name("Demolaget", "organisation")], by=SYSTEM
    )
    story = drafted(world, done={**told().done, "nb": f"De sang med {said}."})
    for ordinary in (False, True):
        refused(
            "PRO-20",
            lambda: ask_pair(
                story, read_revision=1, by=world.cast.officer, words_are_ordinary=ordinary  # noqa: B023
            ),
        )  # fmt: skip


def test_pro_20_a_name_that_is_protected_meanwhile_stops_the_second_person(world):
    story = agreed(world, done={**told().done, "nb": "De sang med Xenja."})
    disclosure.protect_names(f"cards/{world.card.pk}/b", [Name("Xenja", "person")], by=SYSTEM)
    refused("PRO-20", lambda: publish_story(story, read_revision=1, by=world.cast.head))


def test_pro_21_what_is_changed_asked_and_published_is_what_was_read(world):
    story, cast = drafted(world), world.cast
    refused("PRO-21", lambda: write_story(story, told(), read_revision=7, by=cast.officer))
    refused("PRO-21", lambda: ask_pair(story, read_revision=7, by=cast.officer))
    story = ask_pair(story, read_revision=1, by=cast.officer)
    story = yes(yes(story, cast.partner), cast.applicant)
    refused("PRO-21", lambda: publish_story(story, read_revision=7, by=cast.head))


def test_pro_22_both_sides_have_somebody_to_ask(world):
    story = drafted(world)
    SeatPerson.objects.filter(user=world.cast.partner).update(is_lead=False)
    refused("PRO-22", lambda: ask_pair(story, read_revision=1, by=world.cast.officer))


def test_pro_23_an_answer_is_to_the_text_that_was_read(world):
    story, cast = asked(world), world.cast
    old = story.digest
    story = write_story(story, told(title={**told().title, "nb": "Nytt"}), read_revision=1,
                        by=cast.officer)  # fmt: skip
    refused("PRO-23", lambda: yes(story, cast.applicant, digest=old))
    refused("PRO-23", lambda: yes(story, cast.applicant))  # It is being rewritten.
    story = ask_pair(story, read_revision=2, by=cast.officer)
    refused("PRO-23", lambda: yes(story, cast.applicant, digest=old))
    assert yes(story, cast.applicant).status == "asked"


def test_pro_24_whoever_asks_for_a_change_says_which(world):
    story, who = asked(world), world.cast.partner
    refused(
        "PRO-24",
        lambda: ask_change(story, " ", digest=story.digest, language="ru", by=who),
    )
    story = ask_change(story, "Без июня.", digest=story.digest, language="ru", by=who)
    assert (story.status, StoryAnswer.objects.get().words) == ("change", "Без июня.")
    assert queries.stories_to_change(world.cast.officer) == [story]
    assert queries.stories_to_change(world.cast.head) == []
    # The other side's yes does not take the wish away; whoever wished it may.
    assert yes(story, world.cast.applicant).status == "change"
    assert yes(story, who).status == "agreed"


def test_pro_25_only_what_both_said_yes_to_is_published(world):
    story, cast = agreed(world), world.cast
    Story.objects.update(digest="another")
    refused("PRO-25", lambda: publish_story(story, read_revision=1, by=cast.head))
    Story.objects.update(digest=story.digest, status="asked")
    with pytest.raises(TransitionRefused):
        publish_story(story, read_revision=1, by=cast.head)


def test_a_changed_text_asks_again_and_no_change_asks_nobody(world):
    story, cast = published(world), world.cast
    assert write_story(story, told(), read_revision=1, by=cast.officer).status == "published"
    story = write_story(story, told(result={**told().result, "nb": "Nytt."}), read_revision=1,
                        by=cast.officer)  # fmt: skip
    assert (story.status, queries.public_stories()) == ("draft", [])
    story = ask_pair(story, read_revision=2, by=cast.officer)
    assert yes(story, cast.applicant).status == "asked"
    with pytest.raises(TransitionRefused):
        publish_story(story, read_revision=2, by=cast.head)


def test_pro_26_nobody_publishes_what_they_wrote(world):
    story, cast = drafted(world), world.cast
    story = write_story(story, told(title={**told().title, "nb": "Kor"}), read_revision=1,
                        by=cast.head)  # fmt: skip
    story = ask_pair(story, read_revision=2, by=cast.officer)
    story = yes(yes(story, cast.applicant), cast.partner)
    for writer in (cast.officer, cast.head):
        refused("PRO-26", lambda: publish_story(story, read_revision=2, by=writer))  # noqa: B023
    assert publish_story(story, read_revision=2, by=cast.second_reader).status == "published"


def test_pro_27_the_story_of_a_hidden_project_is_neither_published_nor_shown(world):
    story = agreed(world)
    disclosure.hide(world.card.subject_key, reason="Bedt om", by=SYSTEM)
    refused("PRO-27", lambda: publish_story(story, read_revision=1, by=world.cast.head))
    disclosure.show_again(world.card.subject_key, by=SYSTEM)
    publish_story(story, read_revision=1, by=world.cast.head)
    assert queries.has_public_story(world.card.slug)
    disclosure.hide(world.card.subject_key, reason="Bedt om", by=SYSTEM)
    assert queries.public_stories() == []
    assert not queries.has_public_story(world.card.slug)
    disclosure.show_again(world.card.subject_key, by=SYSTEM)
    Card.objects.update(published_at=None)
    disclosure.touch_public()
    assert queries.public_stories() == []


def test_pro_28_a_story_in_which_a_name_is_hidden_now_is_not_shown(world):
    published(world, done={**told().done, "nb": "De sang med Xenja."})
    assert len(queries.public_stories()) == 1
    disclosure.protect_names(f"cards/{world.card.pk}/b", [Name("Xenja", "person")], by=SYSTEM)
    assert queries.public_stories() == []


def test_pro_29_what_a_side_has_closed_only_that_side_opens(world):
    cast = world.cast
    story = say_no(asked(world), language="ru", by=cast.partner)
    assert (story.status, story.closed_by) == ("declined", "b")
    refused("PRO-29", lambda: yes(story, cast.applicant))
    other = told(title={**told().title, "nb": "Nytt"})
    refused("PRO-29", lambda: write_story(story, other, read_revision=1, by=cast.officer))
    story = say_no(story, language="nb", by=cast.applicant)  # Both may say so.
    assert (story.status, story.closed_by) == ("declined", "b")
    story = yes(story, cast.partner)
    assert (story.status, story.closed_by) == ("declined", "a")
    story = yes(story, cast.applicant)
    assert (story.status, story.closed_by) == ("agreed", "")


def test_either_side_takes_it_back_at_once_without_a_reason(world):
    story = published(world)
    for who, side in ((world.cast.applicant, "a"), (world.cast.partner, "b")):
        story = say_no(story, language="nb", by=who)
        assert (story.status, story.closed_by) == ("taken_back", side)
        assert queries.public_stories() == []
        assert say_no(story, language="nb", by=who) == story
        story = yes(story, who)
        assert story.status == "agreed"
        story = publish_story(story, read_revision=1, by=world.cast.head)
        assert len(queries.public_stories()) == 1
    while_written = write_story(
        story, told(title={**told().title, "nb": "Nytt"}), read_revision=1, by=world.cast.officer
    )
    assert say_no(while_written, language="nb", by=world.cast.partner).status == "declined"


def test_pro_30_a_word_in_small_letters_may_be_ordinary_and_somebody_says_so(world):
    disclosure.protect_names(f"cards/{world.card.pk}/b", [Name("Vera", "person")], by=SYSTEM)
    story = drafted(world, done={**told().done, "nb": "De lærte å være to."})
    said = refused("PRO-30", lambda: ask_pair(story, read_revision=1, by=world.cast.officer))
    assert "være" in said
    story = ask_pair(story, read_revision=1, by=world.cast.officer, words_are_ordinary=True)
    story = yes(yes(story, world.cast.applicant), world.cast.partner)
    publish_story(story, read_revision=1, by=world.cast.head)
    assert len(queries.public_stories()) == 1


def test_pro_31_the_office_says_why_it_takes_a_story_back(world):
    story, cast = published(world), world.cast
    refused("PRO-31", lambda: take_back_story(story, "", by=cast.officer))
    story = take_back_story(story, "Feil tall.", by=cast.officer)
    assert (story.status, story.closed_by, queries.public_stories()) == ("taken_back", "", [])
    refused("PRO-29", lambda: yes(story, cast.partner))  # It was not theirs to close.
    story = write_story(story, told(title={**told().title, "nb": "Nytt"}), read_revision=1,
                        by=cast.officer)  # fmt: skip
    assert (story.status, story.because) == ("draft", "")


TELLERS = {"officer", "second_reader", "impartial_officer", "head", "deputy"}
LEADS = {"applicant", "partner"}
WHO_MAY = {
    "projects.see_story": TELLERS | LEADS,
    "projects.write_story": TELLERS,
    "projects.answer_story": LEADS,
    "projects.publish_story": TELLERS,
    "projects.take_back_story": TELLERS | LEADS,
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may_with_a_story_that_the_pair_is_asked_about(world, permission):
    story = asked(world)
    able = {name for name in CAST if may(getattr(world.cast, name), permission, story)}
    assert able == WHO_MAY[permission]


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may_with_a_story_that_is_only_drafted(world, permission):
    story = drafted(world)
    able = {name for name in CAST if may(getattr(world.cast, name), permission, story)}
    assert able == WHO_MAY[permission] - LEADS


def test_the_list_of_stories_and_the_lock_agree(world):
    story = drafted(world)
    for turn in (1, 2):
        if turn == 2:
            story = ask_pair(story, read_revision=1, by=world.cast.officer)
        for name in CAST:
            person = getattr(world.cast, name)
            assert (story in queries.stories_visible_to(person)) == may(
                person, "projects.see_story", story
            ), name
            assert (story in queries.stories_led_by(person)) == may(
                person, "projects.answer_story", story
            ), name


def test_others_are_turned_away(world):
    story, cast = asked(world), world.cast
    for act in (
        lambda: yes(story, cast.stranger),
        lambda: say_no(story, language="nb", by=cast.left_the_pair),
        lambda: write_story(story, Told(), read_revision=1, by=cast.applicant),
        lambda: draft_story(world.report, told(), by=cast.disqualified_officer),
        lambda: take_back_story(story, "Nei", by=cast.partner),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Story.objects.get().status == "asked"


def test_what_a_side_said_is_never_changed(world):
    yes(asked(world), world.cast.applicant)
    answer = StoryAnswer.objects.get()
    with pytest.raises(TypeError):
        answer.save()


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (Story, {"status": "lost"}),
        (Story, {"status": "published", "published_at": None}),
        (Story, {"closed_by": "c"}),
        (Story, {"status": "agreed", "closed_by": "a"}),
        (StoryAnswer, {"said": "maybe"}),
        (StoryAnswer, {"side": "c"}),
        (StoryAnswer, {"said": "change", "words": ""}),
    ],
)
def test_the_database_refuses_what_cannot_be(world, model, facts):
    yes(asked(world), world.cast.applicant)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**facts)


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_list_asks_the_same_however_many_there_are(
    number, settings, tmp_path, django_assert_num_queries
):
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for _each in range(number):
        published(finished())
    queries.shelf()
    with django_assert_num_queries(4):
        assert len(queries.public_stories()) == number
