from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role, RoleGrant
from naboskap.assessments.actions import begin_hold, declare_impartiality, end_hold
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import Refusal, RuleNotMet, TransitionRefused
from naboskap.decisions.actions import (
    close_meeting,
    make_decision,
    note_presence,
    open_meeting,
    refuse,
    return_to_officer,
    vote,
)
from naboskap.decisions.models import Decision, Meeting, Presence, Vote
from naboskap.decisions.queries import count_of, counts_of, next_meeting, waiting
from naboskap.decisions.tests.factories import DecisionFactory, MeetingFactory, present
from naboskap.letters.queries import letters_about
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


def test_the_head_decides_below_the_threshold(cast, proposed):
    make_decision(proposed, by=cast.head)

    proposed.refresh_from_db()
    case = proposed.case
    case.refresh_from_db()
    assert (proposed.status, proposed.made_by_id) == ("made", cast.head.pk)
    assert (case.status, case.turn, case.due_on) == ("decided", "", None)
    assert [e.action for e in trail_of(proposed, case)] == [
        "decisions.make",
        "assessments.decide",
    ]


def test_a_refusal_is_written_to_both_sides_in_their_language(cast, proposed):
    proposed.reason_across = "У партнёра нет задачи."
    proposed.save()

    refuse(proposed, by=cast.head)

    letters = list(letters_about(proposed))
    assert [(each.kind, each.reader, each.language) for each in letters] == [
        ("refusal", "a", "nb"),
        ("refusal", "b", "ru"),
    ]
    assert [each.facts["given"]["reason"] for each in letters] == [
        "Partneren har ingen oppgave.",
        "У партнёра нет задачи.",
    ]
    assert letters[0].facts["given"]["complaint_body"] == "board"

    assert {(m.address, m.language) for m in Message.objects.all()} == {
        (cast.applicant.email, "nb"),
        (cast.partner.email, "ru"),
    }


def test_an_award_is_not_made_as_a_refusal(cast, proposed):
    Decision.objects.update(outcome="award", amount_awarded=1)
    proposed.refresh_from_db()

    with pytest.raises(RuleNotMet) as refusal:
        refuse(proposed, by=cast.head)

    assert refusal.value.rule == "DEC-35"
    assert_undecided(proposed)


def test_who_proposes_cannot_decide(cast, proposed):
    RoleGrant.objects.create(user=cast.officer, role=Role.HEAD, from_date=clock.today())

    with pytest.raises(RuleNotMet) as refusal:
        make_decision(proposed, by=cast.officer)

    assert refusal.value.rule == "DEC-30"
    assert_undecided(proposed)


def test_the_deputy_decides_only_in_the_heads_place(cast, proposed):
    with pytest.raises(PermissionDenied):
        make_decision(proposed, by=cast.deputy)
    assert_undecided(proposed)

    declare_impartiality(
        proposed.case, is_impartial=False, reason="søsken", sides=["a"], by=cast.head
    )
    with pytest.raises(PermissionDenied):
        make_decision(proposed, by=cast.head)
    make_decision(proposed, by=cast.deputy)

    proposed.refresh_from_db()
    assert proposed.made_by_id == cast.deputy.pk


def test_it_is_decided_once(cast, proposed):
    make_decision(proposed, by=cast.head)

    with pytest.raises(TransitionRefused):
        make_decision(proposed, by=cast.head)


def test_the_head_does_not_decide_for_the_board(cast, at_the_board):
    with pytest.raises(PermissionDenied):
        make_decision(at_the_board, by=cast.head)
    assert_undecided(at_the_board)


def test_the_board_decides_by_majority(cast, at_the_board, meeting):
    vote(at_the_board, meeting, is_for=True, by=cast.board_member)
    vote(at_the_board, meeting, is_for=True, by=cast.second_board_member)

    make_decision(at_the_board, by=cast.board_member)

    at_the_board.refresh_from_db()
    assert (at_the_board.status, at_the_board.meeting) == ("made", meeting)


def test_half_of_those_present_is_not_enough(cast, at_the_board, meeting):
    vote(at_the_board, meeting, is_for=True, by=cast.board_member)
    vote(at_the_board, meeting, is_for=False, by=cast.second_board_member)

    with pytest.raises(RuleNotMet) as refusal:
        make_decision(at_the_board, by=cast.board_member)

    assert refusal.value.rule == "DEC-33"
    assert_undecided(at_the_board)


def test_a_member_present_who_does_not_vote_still_counts(cast, at_the_board, meeting):
    vote(at_the_board, meeting, is_for=True, by=cast.board_member)

    count = count_of(at_the_board, meeting)

    assert (count.counted, count.votes_for, count.carries) == (2, 1, False)


def test_a_disqualified_member_neither_counts_nor_votes(cast, at_the_board, meeting):
    present(meeting, cast.third_board_member)
    for member in (cast.board_member, cast.second_board_member, cast.third_board_member):
        vote(at_the_board, meeting, is_for=True, by=member)
    assert count_of(at_the_board, meeting).votes_for == 3

    declare_impartiality(
        at_the_board.case, is_impartial=False, reason="nabo", by=cast.third_board_member
    )

    count = count_of(at_the_board, meeting)
    assert (count.counted, count.votes_for) == (2, 2)
    with pytest.raises(PermissionDenied):
        vote(at_the_board, meeting, is_for=True, by=cast.third_board_member)
    with pytest.raises(PermissionDenied):  # And neither who has said nothing.
        vote(at_the_board, meeting, is_for=True, by=cast.silent_board_member)


def test_without_a_quorum_nothing_is_decided(cast, at_the_board):
    meeting = MeetingFactory()
    present(meeting, cast.board_member, cast.silent_board_member)
    vote(at_the_board, meeting, is_for=True, by=cast.board_member)

    with pytest.raises(RuleNotMet) as refusal:
        make_decision(at_the_board, by=cast.board_member)

    assert refusal.value.rule == "DEC-32"
    assert_undecided(at_the_board)


def test_what_no_meeting_has_taken_up_is_not_decided(cast, at_the_board):
    with pytest.raises(RuleNotMet) as refusal:
        make_decision(at_the_board, by=cast.board_member)

    assert refusal.value.rule == "DEC-32"


def test_one_may_vote_anew_until_the_vote_is_closed(cast, at_the_board, meeting):
    vote(at_the_board, meeting, is_for=False, by=cast.board_member)
    vote(at_the_board, meeting, is_for=True, by=cast.board_member)

    assert Vote.objects.get().is_for
    assert [e.data["is_for"] for e in trail_of(at_the_board)] == [False, True]

    vote(at_the_board, meeting, is_for=True, by=cast.second_board_member)
    make_decision(at_the_board, by=cast.board_member)
    with pytest.raises(Refusal):
        vote(at_the_board, meeting, is_for=False, by=cast.second_board_member)


def test_only_who_is_present_votes(cast, at_the_board, meeting):
    with pytest.raises(RuleNotMet) as refusal:
        vote(at_the_board, meeting, is_for=True, by=cast.third_board_member)

    assert refusal.value.rule == "DEC-23"
    assert not Vote.objects.exists()


@pytest.mark.parametrize("which", ["to come", "closed"])
def test_there_is_no_vote_outside_a_meeting(which, cast, at_the_board, meeting):
    if which == "closed":
        close_meeting(meeting, by=cast.head)
    else:
        Meeting.objects.update(held_on=clock.today() + timedelta(days=1))
    meeting.refresh_from_db()

    with pytest.raises(RuleNotMet) as refusal:
        vote(at_the_board, meeting, is_for=True, by=cast.board_member)

    assert refusal.value.rule == "DEC-21"
    assert not Vote.objects.exists()


def test_a_meeting_is_called_once_a_day_and_not_for_yesterday(cast):
    with pytest.raises(RuleNotMet) as refusal:
        open_meeting(clock.today() - timedelta(days=1), by=cast.head)
    assert refusal.value.rule == "DEC-20"

    first = open_meeting(clock.today() + timedelta(days=3), by=cast.head)
    again = open_meeting(clock.today() + timedelta(days=3), by=cast.board_member)

    assert first == again == next_meeting()
    assert trail_of(first).count() == 1


def test_who_is_present_is_written_down(cast):
    meeting = open_meeting(clock.today(), by=cast.board_member)

    note_presence(meeting, [cast.board_member, cast.second_board_member], by=cast.head)
    note_presence(meeting, [cast.second_board_member], by=cast.head)

    assert [p.user for p in Presence.objects.all()] == [cast.second_board_member]
    with pytest.raises(RuleNotMet) as refusal:
        note_presence(meeting, [cast.officer], by=cast.head)
    assert refusal.value.rule == "DEC-22"
    with pytest.raises(PermissionDenied):
        note_presence(meeting, [], by=cast.officer)
    with pytest.raises(PermissionDenied):
        close_meeting(meeting, by=cast.officer)
    with pytest.raises(PermissionDenied):
        open_meeting(clock.today(), by=cast.officer)


def test_a_proposal_goes_back_with_a_reason(cast, proposed):
    with pytest.raises(RuleNotMet) as refusal:
        return_to_officer(proposed, reason=" ", by=cast.head)
    assert refusal.value.rule == "DEC-34"
    assert_undecided(proposed)

    return_to_officer(proposed, reason="Spør partneren først.", by=cast.head)

    proposed.refresh_from_db()
    proposed.case.refresh_from_db()
    assert (proposed.status, proposed.return_reason) == ("returned", "Spør partneren først.")
    assert (proposed.case.status, proposed.case.turn) == ("assessing", "office")
    assert Message.objects.get().address == cast.officer.email


def test_the_officer_takes_the_proposal_back(cast, proposed):
    return_to_officer(proposed, reason="Jeg fant en feil.", by=cast.officer)

    proposed.refresh_from_db()
    assert proposed.status == "returned"
    assert not Message.objects.exists()


def test_what_waits_for_the_board_is_its_agenda(cast, at_the_board):
    DecisionFactory()

    assert list(waiting("board")) == [at_the_board]


def test_the_count_follows_the_members_and_not_the_decisions(
    cast, at_the_board, meeting, django_assert_num_queries
):
    for _number in range(2):
        DecisionFactory(level="board")
    agenda = list(waiting("board"))

    for decisions in (agenda[:1], agenda):
        with django_assert_num_queries(2 + 2 * 3):
            counts_of(decisions, meeting)


def assert_undecided(decision):
    decision.refresh_from_db()
    decision.case.refresh_from_db()
    assert (decision.status, decision.made_at) == ("proposed", None)
    assert decision.case.status == "proposed"
    assert not Message.objects.exists()


def test_nothing_is_voted_on_or_decided_while_the_case_is_on_hold(cast, at_the_board, meeting):
    begin_hold(at_the_board.case, reason="Vent", by=cast.head)
    at_the_board = Decision.objects.get()
    acts = [
        lambda: vote(at_the_board, meeting, is_for=True, by=cast.board_member),
        lambda: make_decision(at_the_board, by=cast.board_member),
        lambda: return_to_officer(at_the_board, reason="Se igjen", by=cast.officer),
    ]

    for act in acts:
        with pytest.raises(RuleNotMet):
            act()

    assert Decision.objects.get().status == "proposed"
    assert not at_the_board.votes.exists()
    end_hold(at_the_board.case, by=cast.head)
    vote(Decision.objects.get(), meeting, is_for=True, by=cast.board_member)
    assert at_the_board.votes.count() == 1
