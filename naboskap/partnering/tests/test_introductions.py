"""Two are put in touch by an adviser; no name before both yeses; a no says nothing more."""

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.applications.actions import accept_invitation
from naboskap.applications.models import Application, SeatInvitation
from naboskap.applications.queries import draft_of
from naboskap.applications.tests.factories import programme
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.notifications.models import Message
from naboskap.partnering.actions import (
    begin_draft,
    confirm,
    edit_wish,
    pass_on,
    pause,
    propose,
    say_no,
    say_yes,
    send_back,
    show,
    take_away,
    translate,
)
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.queries import (
    found_for,
    introductions_visible_to,
    names_are_shown,
    open_introductions,
    words_are_shown,
)
from naboskap.partnering.tests.factories import agreed, shown, told, written


def kinds_to(person):
    found = Message.objects.filter(address=person.email).order_by("pk")
    return [one.kind.removeprefix("partnering.") for one in found]


def refused(rule, act):
    before = list(Introduction.objects.values()), Message.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert (list(Introduction.objects.values()), Message.objects.count()) == before


def test_an_adviser_passes_it_on_and_both_say_yes(adviser, club, school):
    Message.objects.all().delete()
    introduction = propose(club, school, by=club.user)
    assert (introduction.status, kinds_to(school.user)) == ("proposed", [])
    assert kinds_to(adviser) == ["to_put_in_touch"]
    assert list(open_introductions(adviser)) == [introduction]

    introduction = pass_on(introduction, by=adviser)
    assert (introduction.status, kinds_to(school.user)) == ("asked", ["somebody_asks"])
    assert not names_are_shown(introduction)

    introduction = say_yes(introduction, school, by=school.user)
    assert introduction.status == "agreed"
    assert names_are_shown(introduction)
    assert kinds_to(club.user) == ["both_yes"]
    assert [entry.action for entry in trail_of(introduction)] == [
        "partnering.propose",
        "partnering.pass_on",
        "partnering.say_yes",
        "partnering.agree",
    ]


def test_no_mail_and_no_trail_says_what_anybody_wrote(adviser, club, school):
    introduction = agreed(club, school, adviser)
    told_in_all = str(list(Message.objects.values_list("title", "body")))
    told_in_all += str([entry.data for entry in trail_of(introduction)])
    for text in (
        club.text, school.text, club.user.name, school.user.name, club.user.email,
        "Murmansk", "Мурманск",
    ):  # fmt: skip
        assert text not in told_in_all


def test_the_mails_are_worded_in_the_reader_s_language(adviser, club, school):
    Message.objects.all().delete()
    pass_on(propose(club, school, by=club.user), by=adviser)
    [mail] = Message.objects.filter(address=school.user.email)
    assert "/ru/min-side/partner/forslag/" in mail.body
    assert mail.title == "Кто-то хочет познакомиться с вами"


def test_a_no_needs_no_reason_and_says_no_more(adviser, club, school):
    Message.objects.all().delete()
    by_school = pass_on(propose(club, school, by=club.user), by=adviser)
    say_no(by_school, by=school.user)
    first = Message.objects.get(address=club.user.email)
    other = shown(UserFactory(language="ru"), adviser, place="RU-MUR")
    Message.objects.filter(address=club.user.email).delete()
    say_no(propose(club, other, by=club.user), by=adviser)
    second = Message.objects.get(address=club.user.email)
    assert (first.title, first.kind) == (second.title, second.kind)
    assert "not_this_time" in first.kind
    # Whoever was never asked hears nothing at all.
    assert introductions_visible_to(other.user).count() == 0
    assert "not_this_time" not in kinds_to(other.user)


def test_who_takes_it_back_tells_who_said_yes(adviser, club, school):
    introduction = agreed(club, school, adviser)
    Message.objects.all().delete()
    introduction = say_no(introduction, by=club.user)
    assert not names_are_shown(introduction)
    assert (kinds_to(club.user), kinds_to(school.user)) == ([], ["not_this_time"])
    with pytest.raises(TransitionRefused):
        say_no(introduction, by=club.user)


def test_two_who_ask_each_other_have_both_said_yes(adviser, club, school):
    introduction = propose(club, school, by=club.user)
    assert propose(school, club, by=school.user) == introduction
    introduction.refresh_from_db()
    assert introduction.status == "proposed"
    assert not names_are_shown(introduction)
    assert pass_on(introduction, by=adviser).status == "agreed"
    assert kinds_to(club.user)[-1] == kinds_to(school.user)[-1] == "both_yes"


def test_who_is_asked_and_asks_back_says_yes(adviser, club, school):
    introduction = pass_on(propose(club, school, by=club.user), by=adviser)
    assert propose(club, school, by=club.user) == introduction  # A second click.
    assert propose(school, club, by=school.user).status == "agreed"


def test_an_adviser_may_propose_and_both_are_asked(adviser, club, school):
    introduction = propose(club, school, by=adviser)
    assert (introduction.status, introduction.by_adviser) == ("asked", True)
    assert kinds_to(club.user)[-1] == kinds_to(school.user)[-1] == "somebody_asks"
    assert propose(club, school, by=adviser) == introduction
    introduction = say_yes(introduction, club, by=club.user)
    assert (introduction.status, names_are_shown(introduction)) == ("asked", False)
    assert say_yes(introduction, club, by=club.user).status == "asked"
    assert say_yes(introduction, school, by=school.user).status == "agreed"


def test_what_is_not_shown_is_not_asked_for(adviser, club, school):
    neighbour = shown(UserFactory(), adviser)
    refused("PAR-11", lambda: propose(club, neighbour, by=club.user))
    both = shown(club.user, adviser, place="RU-MUR")
    assert list(found_for(club)) == [school]
    refused("PAR-11", lambda: propose(club, both, by=club.user))
    pause(school, by=school.user)
    refused("PAR-11", lambda: propose(club, school, by=club.user))
    refused("PAR-11", lambda: propose(school, club, by=school.user))


def test_a_no_is_not_asked_again(adviser, club, school):
    say_no(propose(club, school, by=club.user), by=adviser)
    refused("PAR-12", lambda: propose(club, school, by=club.user))
    assert propose(club, school, by=adviser).status == "asked"


def test_a_few_questions_at_a_time(adviser, club):
    others = [shown(UserFactory(), adviser, place="RU-MUR") for _ in range(6)]
    made = [propose(club, other, by=club.user) for other in others[:5]]
    refused("PAR-13", lambda: propose(club, others[5], by=club.user))
    say_no(made[0], by=club.user)
    assert propose(club, others[5], by=club.user)


def test_each_side_answers_for_itself(adviser, club, school):
    introduction = pass_on(propose(club, school, by=club.user), by=adviser)
    stranger = UserFactory()
    for act in (
        lambda: say_yes(introduction, school, by=club.user),
        lambda: say_yes(introduction, school, by=adviser),
        lambda: say_yes(introduction, shown(UserFactory(), adviser), by=club.user),
    ):
        with pytest.raises(RuleNotMet) as refusal:
            act()
        assert refusal.value.rule == "PAR-15"
    for act in (
        lambda: propose(club, school, by=school.user),
        lambda: pass_on(introduction, by=school.user),
        lambda: say_no(introduction, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    introduction.refresh_from_db()
    assert (introduction.status, introduction.asked_yes_at) == ("asked", None)


def test_an_adviser_answers_for_who_has_no_account(adviser, club):
    from_a_call = told(place="RU-MUR", contact="navn@example.org")
    theirs = written(adviser, from_a_call)
    Wish.objects.filter(pk=theirs.pk).update(
        status="shown", shown_at=club.shown_at, fades_at=club.fades_at, read_revision=1
    )
    introduction = pass_on(propose(club, theirs, by=club.user), by=adviser)
    assert kinds_to(adviser)[-1] == "on_behalf"
    assert say_yes(introduction, theirs, by=adviser).status == "agreed"


def _edit(wish, adviser):
    edit_wish(wish, told(place="RU-MUR", text="Новое."), read_revision=1, by=wish.user)


def _send_back(wish, adviser):
    send_back(wish, "Uten navn.", by=adviser)


def _pause(wish, adviser):
    pause(wish, by=wish.user)


OUT_OF_SIGHT = [_edit, _send_back, _pause]


def seen(introduction, theirs):
    introduction.refresh_from_db()
    theirs.refresh_from_db()
    return words_are_shown(introduction, theirs)


@pytest.mark.parametrize("change", OUT_OF_SIGHT)
def test_what_is_out_of_sight_is_not_read_through_an_introduction(change, adviser, club, school):
    introduction = propose(club, school, by=club.user)
    assert seen(introduction, school)
    change(school, adviser)
    assert not seen(introduction, school)
    assert seen(introduction, club)
    refused("PAR-26", lambda: pass_on(introduction, by=adviser))

    school.refresh_from_db()
    if school.status == "paused":
        confirm(school, by=school.user)
    else:
        if school.status == "sent_back":
            edit_wish(school, told(place="RU-MUR"), read_revision=1, by=school.user)
        show(school, read_revision=2, by=adviser)
    assert seen(introduction, school)
    assert pass_on(introduction, by=adviser).status == "asked"


@pytest.mark.parametrize("change", OUT_OF_SIGHT)
def test_nobody_says_yes_to_what_is_out_of_sight(change, adviser, club, school):
    introduction = propose(club, school, by=adviser)
    change(school, adviser)
    refused("PAR-26", lambda: say_yes(introduction, club, by=club.user))
    refused("PAR-26", lambda: say_yes(introduction, school, by=school.user))
    assert say_no(introduction, by=club.user).status == "not_now"


def test_after_both_yeses_what_was_read_is_shown_and_after_a_no_nothing(adviser, club, school):
    introduction = agreed(club, school, adviser)
    pause(school, by=school.user)
    assert seen(introduction, school)
    school.refresh_from_db()
    _edit(school, adviser)
    assert not seen(introduction, school)
    application = begin_draft(
        introduction, programme=programme(), size="full", key="one", by=club.user
    )
    assert "Новое" not in str([one.text for one in draft_of(application).answers.values()])
    other = shown(UserFactory(), adviser, place="RU-MUR")
    club = shown(UserFactory(), adviser)
    ended = say_no(propose(club, other, by=club.user), by=adviser)
    assert not seen(ended, other)


# ── We found each other ──────────────────────────────────────────────────────
@pytest.mark.parametrize("beginner", ["a", "b"])
def test_either_side_begins_the_draft_with_both_seats(beginner, adviser, club, school):
    introduction = agreed(club, school, adviser)
    mine, theirs = (club, school) if beginner == "a" else (school, club)
    translate(theirs, mine.language, "Det de vil.", read_revision=1, by=adviser)

    application = begin_draft(
        introduction, programme=programme(), size="full", key="found", by=mine.user
    )

    draft = draft_of(application)
    for wish in (club, school):
        assert (draft.sides[wish.side].kind, draft.sides[wish.side].place_code) == (
            wish.kind,
            wish.place.code,
        )
    assert (draft.theme, draft.for_children_and_youth) == ("culture", True)
    [summary] = [one for one in draft.answers.values() if one.role == "summary"]
    assert mine.text in summary.text
    assert "Det de vil." in summary.text
    invitation = SeatInvitation.objects.get()
    assert (invitation.seat.side, invitation.address) == (theirs.side, theirs.user.email)
    introduction.refresh_from_db()
    assert (introduction.status, introduction.application) == ("found", application)
    assert {one.status for one in Wish.objects.all()} == {"found"}

    link = Message.objects.filter(address=theirs.user.email).latest("pk").body
    secret = link.split("/invitasjon/")[1].split("/")[0]
    assert accept_invitation(secret, by=theirs.user) == application
    people = {one.side: one.people.get().user for one in application.seats.all()}
    assert people == {mine.side: mine.user, theirs.side: theirs.user}


def test_a_second_click_brings_the_same_draft(adviser, club, school):
    introduction = agreed(club, school, adviser)
    facts = {"programme": programme(), "size": "full"}
    first = begin_draft(introduction, key="one", by=club.user, **facts)
    assert begin_draft(introduction, key="one", by=club.user, **facts) == first
    with pytest.raises(TransitionRefused):
        begin_draft(introduction, key="two", by=school.user, **facts)
    assert Application.objects.count() == 1


def test_a_draft_needs_both_yeses_and_a_programme_for_two(adviser, club, school):
    introduction = pass_on(propose(club, school, by=club.user), by=adviser)
    facts = {"size": "full", "key": "one"}
    with pytest.raises(TransitionRefused):
        begin_draft(introduction, programme=programme(), by=club.user, **facts)
    introduction = say_yes(introduction, school, by=school.user)
    alone = programme(needs_partner=False)
    with pytest.raises(RuleNotMet) as refusal:
        begin_draft(introduction, programme=alone, by=club.user, **facts)
    assert refusal.value.rule == "PAR-23"
    with pytest.raises(PermissionDenied):
        begin_draft(introduction, programme=programme(), by=adviser, **facts)
    assert not Application.objects.exists()
    introduction.refresh_from_db()
    assert introduction.status == "agreed"


def test_what_else_was_under_way_ends(adviser, club, school):
    other = shown(UserFactory(), adviser, place="RU-MUR")
    waiting = propose(other, club, by=other.user)
    introduction = agreed(club, school, adviser)
    begin_draft(introduction, programme=programme(), size="full", key="one", by=club.user)
    waiting.refresh_from_db()
    assert waiting.status == "not_now"
    assert kinds_to(other.user)[-1] == "not_this_time"


def test_who_was_taken_away_in_the_meantime_ends_it(adviser, club, school):
    introduction = agreed(club, school, adviser)
    take_away(school, by=school.user)
    with pytest.raises(TransitionRefused):
        begin_draft(introduction, programme=programme(), size="full", key="one", by=club.user)


@pytest.mark.parametrize(
    ("contact", "way", "kind"),
    [
        ("navn@example.org", "mail", "applications.invited"),
        ("00 00 00 99", "adviser", "applications.pass_on"),
    ],
)
def test_who_has_no_account_is_asked_in_all_the_same(contact, way, kind, adviser, club):
    theirs = written(adviser, told(place="RU-MUR", contact=contact))
    Wish.objects.filter(pk=theirs.pk).update(
        status="shown", shown_at=club.shown_at, fades_at=club.fades_at, read_revision=1
    )
    introduction = pass_on(propose(club, theirs, by=club.user), by=adviser)
    say_yes(introduction, theirs, by=adviser)
    begin_draft(introduction, programme=programme(), size="full", key="one", by=club.user)
    assert SeatInvitation.objects.get().way == way
    assert Message.objects.latest("pk").kind == kind


def test_without_any_adviser_the_pair_invites_itself(adviser, club, school):
    introduction = agreed(club, school, adviser)
    Wish.objects.filter(pk=school.pk).update(user=None, contact="00 00 00 99", adviser=None)
    AdviserFactory._meta.model.objects.update(is_shown=False)
    begin_draft(introduction, programme=programme(), size="full", key="one", by=club.user)
    assert not SeatInvitation.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_under_way_asks_as_much_for_one_as_for_three(
    number, adviser, club, django_assert_num_queries
):
    for _ in range(number):
        propose(club, shown(UserFactory(), adviser, place="RU-MUR"), by=club.user)
    with django_assert_num_queries(1):
        rows = [
            (one.asks.place.name, one.asked.place.name, one.asked.user.name)
            for one in open_introductions(adviser)
        ]
    assert len(rows) == number
