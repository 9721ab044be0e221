"""A wish: written without a name, read before anybody else sees it, confirmed or gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.disclosure.queries import EVERYONE, names_in
from naboskap.notifications.models import Message
from naboskap.partnering import tasks
from naboskap.partnering.actions import (
    clear,
    confirm,
    confirm_by_link,
    edit_wish,
    fade,
    load_wishes,
    pause,
    propose,
    send_back,
    show,
    take_away,
    translate,
)
from naboskap.partnering.asking import initial_of
from naboskap.partnering.models import Introduction, Rendering, Wish
from naboskap.partnering.queries import (
    confirm_token,
    fits,
    found_for,
    public_wishes,
    shown_now,
    to_read,
    visible_to,
    words_are_shown,
)
from naboskap.partnering.tests.conftest import NOW
from naboskap.partnering.tests.factories import agreed, shown, told, written

DAY = timedelta(days=1)
FADES = NOW + 60 * DAY + timedelta(hours=1)  # The same hour on the wall in winter.


def refused(rule, act):
    """Hold that ``act`` is refused by ``rule``, and that nothing happened."""
    before = list(Wish.objects.order_by("pk").values()), Message.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert (list(Wish.objects.order_by("pk").values()), Message.objects.count()) == before


def test_a_wish_waits_for_an_adviser_and_is_then_shown(adviser, school):
    person = UserFactory()
    wish = written(person, told())
    assert (wish.status, wish.side, wish.spoken) == ("waiting", "a", ("nb", "en"))
    assert list(to_read(adviser)) == [wish]
    assert list(found_for(school)) == []
    assert Message.objects.filter(kind="partnering.to_read", address=adviser.email).exists()

    show(wish, read_revision=1, by=adviser)
    wish.refresh_from_db()
    assert (wish.status, wish.shown_at, wish.fades_at) == ("shown", NOW, FADES)
    assert list(found_for(school)) == [wish]
    mail = Message.objects.get(kind="partnering.shown", address=person.email)
    assert "teater" not in mail.title + mail.body
    assert [entry.action for entry in trail_of(wish)] == [
        "partnering.write_wish",
        "partnering.show",
    ]


def test_a_second_click_makes_no_second_wish(adviser):
    person = UserFactory()
    assert written(person, key="one") == written(person, key="one")
    assert Wish.objects.count() == 1


@pytest.mark.parametrize("key", ["x/y", "x y", "school-s"])
def test_a_key_is_the_writer_s_own_and_fits_in_an_address(key, adviser):
    written(UserFactory(), key="school-s")
    person = UserFactory()
    refused("PAR-28", lambda: written(person, key=key))


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("PAR-1", {"text": "  "}),
        ("PAR-2", {"text": "a" * 1_501}),
        ("PAR-2", {"translations": {"en": "a" * 1_501}}),
        ("PAR-3", {"text": "Skriv til navn@example.org"}),
        ("PAR-3", {"translations": {"en": "Call 00 00 00 99"}}),
        ("PAR-5", {"languages": ()}),
        ("PAR-7", {"open_until": NOW.date()}),
        ("PAR-7", {"open_until": NOW.date() + timedelta(days=367)}),
        ("PAR-17", {"translations": {"nb": "Det samme."}}),
    ],
)
def test_what_a_wish_must_be(rule, facts, adviser):
    person = UserFactory()
    refused(rule, lambda: written(person, told(**facts)))


def test_what_looks_like_an_address_may_be_meant(adviser):
    wish = written(UserFactory(), told(text="Vi heter 00000099.", leaks_are_meant=True))
    assert wish.text == "Vi heter 00000099."


def test_a_place_that_nobody_knows_is_none(adviser):
    person = UserFactory()
    written(person)
    wish = Wish.objects.get()
    what = replace(told(), place="XX-1")
    refused("PAR-4", lambda: edit_wish(wish, what, read_revision=1, by=person))


def test_a_wish_from_across_is_never_public(adviser):
    person = UserFactory()
    refused("PAR-6", lambda: written(person, told(place="RU-MUR", is_public=True)))
    refused("PAR-6", lambda: written(person, told(place="FI-10", is_public=True)))
    wish = shown(person, adviser, place="RU-MUR")
    with pytest.raises(IntegrityError, match="never_public"), transaction.atomic():
        Wish.objects.filter(pk=wish.pk).update(is_public=True)
    assert public_wishes() == ([], None)


def test_a_wish_from_home_is_public_only_if_its_writer_says_so(adviser):
    shown(UserFactory(), adviser)
    wish = shown(UserFactory(), adviser, is_public=True, text="Vi spiller.", theme="sport")
    rows, until = public_wishes()
    assert [(row.text, row.theme, row.place["nb"]) for row in rows] == [
        ("Vi spiller.", "sport", "Troms og Finnmark")
    ]
    assert until == wish.fades_at
    pause(wish, by=wish.user)
    assert public_wishes() == ([], None)


def test_no_address_is_ever_public(adviser):
    text = "Skriv til navn@example.org"
    shown(UserFactory(), adviser, is_public=True, text=text, leaks_are_meant=True)
    [row] = public_wishes()[0]
    assert "@" not in row.text


@pytest.mark.parametrize("holder", [EVERYONE, "seats/7/b"])
def test_no_protected_name_and_no_small_place_is_ever_public(holder, adviser):
    protect_names(holder, [Name("Canaryna", "person"), Name("Nordkanari", "place")], by=SYSTEM)
    text = "Vi kjenner Canaryna i Nordkanari, i Lovozero og i Murmansk."
    wish = shown(UserFactory(), adviser, is_public=True, text=text)
    translate(wish, "en", "We know Canaryna.", read_revision=1, by=adviser)
    [row] = public_wishes()[0]
    told_in_all = row.text + row.renderings[0][1]
    for name in ("Canaryna", "Nordkanari", "Lovozero"):
        assert name not in told_in_all
    assert "Murmansk" in row.text
    assert names_in([text, "Canaryna"]) == ("Canaryna", "Nordkanari", "Lovozero")


def test_so_many_wishes_has_one_account(adviser):
    person = UserFactory()
    wishes = [written(person) for _ in range(5)]
    refused("PAR-8", lambda: written(person))
    take_away(wishes[0], by=person)
    assert written(person)


def test_an_adviser_writes_for_somebody_without_an_account(adviser):
    refused("PAR-19", lambda: written(adviser, told(contact="ring meg")))
    wish = written(adviser, told(contact="navn@example.org"))
    assert (wish.user, wish.adviser.user) == (None, adviser)
    show(wish, read_revision=1, by=adviser)
    [mail] = Message.objects.all()
    assert (mail.kind, mail.address) == ("partnering.on_behalf", adviser.email)


def test_the_office_has_no_wish_of_its_own(adviser, cast):
    with pytest.raises(PermissionDenied):
        written(cast.editor)
    assert not Wish.objects.filter(written_by_id=cast.editor.pk).exists()


def test_what_is_changed_is_read_again(adviser, club, school):
    edit_wish(club, told(text="Noe annet."), read_revision=1, by=club.user)
    club.refresh_from_db()
    assert (club.status, club.revision, club.text) == ("waiting", 2, "Noe annet.")
    assert list(found_for(school)) == []
    refused("PAR-20", lambda: edit_wish(club, told(), read_revision=1, by=club.user))
    refused("PAR-20", lambda: show(club, read_revision=1, by=adviser))
    assert show(club, read_revision=2, by=adviser).status == "shown"


def test_what_was_shown_stays_on_its_side(adviser, club, school):
    there = told(place="RU-MUR")
    refused("PAR-27", lambda: edit_wish(club, there, read_revision=1, by=club.user))
    unread = written(UserFactory())
    edit_wish(unread, there, read_revision=1, by=unread.user)
    unread.refresh_from_db()
    assert unread.side == "b"


def test_an_adviser_sends_it_back_with_a_reason(adviser, club, school):
    refused("PAR-21", lambda: send_back(club, " ", by=adviser))
    send_back(club, "Skriv uten navnet på klubben.", by=adviser)
    club.refresh_from_db()
    assert (club.status, club.sent_back_because) == ("sent_back", "Skriv uten navnet på klubben.")
    assert list(found_for(school)) == []
    mail = Message.objects.get(kind="partnering.sent_back")
    assert "klubben" not in mail.title + mail.body


def test_what_was_sent_back_is_not_shown_by_confirming(adviser, club, day):
    send_back(club, "Uten navn.", by=adviser)
    with pytest.raises(TransitionRefused):
        confirm(club, by=club.user)
    day.shift(61 * DAY)
    tasks.run_due()
    club.refresh_from_db()
    assert club.status == "faded"
    refused("PAR-24", lambda: confirm(club, by=club.user))


def test_others_keep_nothing(club, school, adviser):
    for act in (
        lambda by: pause(club, by=by),
        lambda by: take_away(club, by=by),
        lambda by: confirm(club, by=by),
        lambda by: edit_wish(club, told(), read_revision=1, by=by),
    ):
        for by in (school.user, adviser, UserFactory()):
            with pytest.raises(PermissionDenied):
                act(by)
    for act in (
        lambda: show(club, read_revision=1, by=school.user),
        lambda: send_back(club, "Nei", by=school.user),
        lambda: translate(club, "ru", "Нет", read_revision=1, by=school.user),
    ):
        with pytest.raises(PermissionDenied):
            act()
    club.refresh_from_db()
    assert (club.status, Rendering.objects.count()) == ("shown", 0)


# ── In two languages ─────────────────────────────────────────────────────────
def test_an_adviser_puts_a_translation_beside(adviser, club):
    refused("PAR-17", lambda: translate(club, "nb", "Noe", read_revision=1, by=adviser))
    refused("PAR-22", lambda: translate(club, "ru", " ", read_revision=1, by=adviser))
    refused("PAR-2", lambda: translate(club, "ru", "я" * 1_501, read_revision=1, by=adviser))
    refused("PAR-20", lambda: translate(club, "ru", "Да", read_revision=2, by=adviser))
    translate(club, "ru", "Мы хотим играть.", read_revision=1, by=adviser)
    [one] = club.renderings.all()
    assert (one.text, one.by_adviser) == ("Мы хотим играть.", True)
    club.refresh_from_db()
    assert club.status == "shown"

    # The writer's own change of the text leaves it there, known to say what stood before.
    edit_wish(club, told(text="Nytt."), read_revision=1, by=club.user)
    club.refresh_from_db()
    one.refresh_from_db()
    assert one.is_old_beside(club)


def test_the_writer_s_own_translation_goes_when_it_is_taken_out(adviser):
    person = UserFactory()
    wish = written(person, told(translations={"ru": "Играть."}))
    [one] = wish.renderings.all()
    assert not one.by_adviser
    assert not one.is_old_beside(wish)
    edit_wish(wish, told(), read_revision=1, by=person)
    assert not Rendering.objects.exists()


# ── Found ────────────────────────────────────────────────────────────────────
def test_only_who_has_a_wish_that_was_read_sees_the_other_side(adviser, school):
    person = UserFactory()
    assert list(visible_to(person)) == []
    wish = written(person)
    assert list(found_for(wish)) == []
    assert list(visible_to(person)) == [wish]
    show(wish, read_revision=1, by=adviser)
    wish.refresh_from_db()
    assert list(found_for(wish)) == [school]
    assert set(visible_to(person)) == {wish, school}
    wish = pause(wish, by=person)
    assert list(found_for(wish)) == []
    assert list(visible_to(person)) == [wish]


def test_the_newest_stands_first_and_not_what_fits_most(adviser, club, day):
    like = shown(UserFactory(), adviser, place="RU-MUR")
    day.shift(DAY)
    unlike = shown(
        UserFactory(), adviser, place="RU-MUR", theme="sport", kind="museum", age="31-",
        languages=("ru",),
    )  # fmt: skip
    assert list(found_for(club)) == [unlike, like]
    assert [reason.what for reason in fits(club, like)] == ["theme", "kind", "age", "language"]
    assert fits(club, unlike) == ()


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 2),
        ({"theme": "sport"}, 1),
        ({"kind": "school"}, 1),
        ({"place": "RU-MUR"}, 1),
        ({"age": "0-14"}, 1),
        ({"age": "15-30"}, 2),
        ({"language": "nb"}, 1),
        ({"language": "ru"}, 2),
        ({"theme": "sport", "kind": "school"}, 0),
    ],
)
def test_it_is_found_by_what_it_is(filters, number, adviser, club, school):
    shown(
        UserFactory(), adviser, place="RU-ARK", theme="sport", kind="museum", age="all",
        languages=("ru", "nb"),
    )  # fmt: skip
    assert found_for(club, filters).count() == number


@pytest.mark.parametrize("number", [1, 3])
def test_finding_asks_as_much_for_one_as_for_three(
    number, adviser, club, django_assert_num_queries
):
    for _ in range(number):
        one = shown(UserFactory(), adviser, place="RU-MUR")
        translate(one, "nb", "Det samme.", read_revision=1, by=adviser)
    with django_assert_num_queries(2):
        rows = [(one.place.name, list(one.renderings.all())) for one in found_for(club)]
    with django_assert_num_queries(2):
        list(shown_now(adviser))
    assert len(rows) == number


# ── Time ─────────────────────────────────────────────────────────────────────
def test_a_wish_fades_after_sixty_days_with_a_word_before(adviser, club, day):
    refused("PAR-9", lambda: fade(club, by=SYSTEM))
    day.shift(52 * DAY)  # An hour short of a week before.
    assert tasks.run_due() == 0
    day.shift(DAY + timedelta(hours=1))
    assert tasks.run_due() == 1
    assert tasks.run_due() == 0
    [mail] = Message.objects.filter(kind="partnering.fades_soon")
    assert (mail.address, confirm_token(club) in mail.body) == (club.user.email, True)
    day.shift(7 * DAY)
    assert tasks.run_due() == 1
    club.refresh_from_db()
    assert (club.status, club.text != "") == ("faded", True)
    assert Message.objects.filter(kind="partnering.faded", address=club.user.email).count() == 1


def test_a_wish_that_nobody_reads_is_over_on_its_last_day(adviser, day):
    last = clock.today() + timedelta(days=9)
    wish = written(UserFactory(), told(open_until=last))
    changed = shown(UserFactory(), adviser)
    edit_wish(changed, told(), read_revision=1, by=changed.user)
    day.shift(9 * DAY)
    assert tasks.run_due() == 0
    refused("PAR-9", lambda: fade(wish, by=SYSTEM))
    day.shift(DAY)
    assert tasks.run_due() == 1
    wish.refresh_from_db()
    assert (wish.status, wish.ended_at) == ("faded", clock.now())
    mail = Message.objects.get(kind="partnering.over_unread", address=wish.user.email)
    assert f"/partner/{wish.key}/" in mail.body
    day.shift(366 * DAY)
    tasks.run_due()
    for one in (wish, changed):
        one.refresh_from_db()
        assert one.status == "faded"
    assert (wish.text, changed.text != "") == ("", True)


def test_who_confirms_is_shown_for_another_sixty_days(adviser, club, school, day):
    day.shift(55 * DAY)
    tasks.run_due()
    confirm(club, by=club.user)
    club.refresh_from_db()
    assert (club.fades_at, club.reminded_at) == (clock.now() + 60 * DAY, None)
    day.shift(70 * DAY)
    tasks.run_due()
    club.refresh_from_db()
    assert club.status == "faded"
    assert confirm_by_link(confirm_token(club)).status == "shown"
    assert confirm_by_link("strange") is None
    assert trail_of(club).filter(action="partnering.still_looking").count() == 2


def test_a_wish_ends_on_its_last_day(adviser, day):
    last = NOW.date() + timedelta(days=30)
    wish = shown(UserFactory(), adviser, open_until=last)
    assert wish.fades_at == clock.end_of(last)
    day.shift(31 * DAY)
    tasks.run_due()
    wish.refresh_from_db()
    assert wish.status == "faded"
    refused("PAR-18", lambda: confirm(wish, by=wish.user))
    late = written(UserFactory(), told(open_until=clock.today() + DAY))
    day.shift(2 * DAY)
    refused("PAR-18", lambda: show(late, read_revision=1, by=adviser))


def test_a_wish_that_is_taken_away_has_no_words_left(adviser, club, school):
    translate(club, "ru", "Играть.", read_revision=1, by=adviser)
    introduction = propose(school, club, by=school.user)
    take_away(club, by=club.user)
    club.refresh_from_db()
    assert (club.status, club.text, club.contact, club.user) == ("taken_away", "", "", club.user)
    assert not Rendering.objects.exists()
    introduction.refresh_from_db()
    assert introduction.status == "not_now"
    assert Message.objects.filter(
        kind="partnering.not_this_time", address=school.user.email
    ).exists()
    assert "teater" not in str([entry.data for entry in trail_of(club)])


def test_the_words_of_what_is_over_are_erased_after_a_year(adviser, club, day):
    refused("PAR-16", lambda: clear(club, by=SYSTEM))
    day.shift(61 * DAY)
    tasks.run_due()
    day.shift(364 * DAY)
    assert tasks.run_due() == 0
    day.shift(2 * DAY)
    assert tasks.run_due() == 1
    club.refresh_from_db()
    assert (club.status, club.text) == ("faded", "")
    refused("PAR-24", lambda: confirm(club, by=club.user))
    edit_wish(club, told(open_until=clock.today() + DAY), read_revision=1, by=club.user)
    club.refresh_from_db()
    assert (club.status, club.cleared_at) == ("waiting", None)


def test_a_wish_that_fades_ends_what_is_under_way(adviser, club, school, day):
    introduction = propose(school, club, by=school.user)
    day.shift(30 * DAY)
    confirm(school, by=school.user)
    day.shift(31 * DAY)
    tasks.run_due()
    introduction.refresh_from_db()
    assert introduction.status == "not_now"


def test_what_both_have_said_yes_to_goes_on_when_a_wish_fades(adviser, club, school, day):
    introduction = agreed(club, school, adviser)
    day.shift(61 * DAY)
    tasks.run_due()
    introduction.refresh_from_db()
    assert {one.status for one in introduction.wishes} == {"faded"}
    assert introduction.status == "agreed"
    assert words_are_shown(introduction, introduction.asked)
    assert not Message.objects.filter(kind="partnering.not_this_time").exists()


@pytest.mark.parametrize(("days", "months"), [(60, 2), (180, 6), (360, 12), (300, 12), (-9, 2)])
def test_the_form_says_how_long_was_chosen(days, months, adviser):
    wish = written(UserFactory())
    wish.open_until = clock.today() + timedelta(days=days)
    assert initial_of(wish)["months"] == months


def test_the_demonstration_s_wishes_are_made_once(adviser, school):
    row = {
        "key": "example-1", "kind": "school", "place": "RU-MUR", "age": "all",
        "theme": "culture", "languages": ["ru"], "text": "Пример.", "language": "ru", "days": 300,
        "translations": {"nb": "Eksempel."},
    }  # fmt: skip
    [wish] = load_wishes([row], by=SYSTEM)
    assert (wish.status, wish.side, wish.user) == ("shown", "b", None)
    assert load_wishes([row], by=SYSTEM) == []
    with pytest.raises(PermissionDenied):
        load_wishes([{**row, "key": "two"}], by=adviser)


# ── What the tables refuse ───────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "lost"}, "wish_status_is_known"),
        ({"side": "c"}, "wish_side_is_known"),
        ({"fades_at": None}, "wish_shown_has_its_times"),
        ({"cleared_at": NOW}, "wish_without_words_is_over"),
    ],
)
def test_what_the_table_of_wishes_refuses(values, constraint, club):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Wish.objects.filter(pk=club.pk).update(**values)


def test_a_language_is_beside_a_wish_once(adviser, club):
    one = translate(club, "ru", "Играть.", read_revision=1, by=adviser)
    again = Rendering(wish=club, language="ru", text="Петь.", of_text=one.of_text)
    with pytest.raises(IntegrityError, match=r"wish_rendering_once|wish_id"), transaction.atomic():
        again.save()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "lost"}, "introduction_status_is_known"),
        ({"status": "agreed"}, "introduction_agreed_by_both"),
    ],
)
def test_what_the_table_of_introductions_refuses(values, constraint, club, school):
    introduction = propose(club, school, by=club.user)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Introduction.objects.filter(pk=introduction.pk).update(**values)
    with pytest.raises(IntegrityError, match="introduction_of_two"), transaction.atomic():
        Introduction.objects.filter(pk=introduction.pk).update(asked=club)
    with pytest.raises(IntegrityError, match="asks"), transaction.atomic():
        Introduction.objects.create(key="other", asks=club, asked=school, created_at=NOW)
