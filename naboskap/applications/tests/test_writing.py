from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    move_activity,
    remove_activity,
    remove_cost,
    remove_financing,
    save_activity,
    save_amount,
    save_answer,
    save_basics,
    save_cost,
    save_financing,
    save_participants,
    submit_application,
)
from naboskap.applications.actions.writing import PartChanged
from naboskap.applications.models import Activity, Application, BudgetLine, FinancingLine
from naboskap.applications.queries import draft_of, visible_to
from naboskap.applications.tests.factories import draft
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.actions import AnswerChanged

pytestmark = pytest.mark.django_db
BASICS = {
    "title": "Elva",
    "theme": "environment",
    "for_children_and_youth": False,
    "start_date": date(2022, 1, 17),
    "end_date": date(2022, 6, 10),
}


def test_both_sides_write_what_is_common(application, lead, partner):
    save_basics(application, **BASICS, read_revision=0, by=lead)
    save_basics(application, **{**BASICS, "title": "Река"}, read_revision=1, by=partner)

    application.refresh_from_db()
    assert (application.title, application.changed_by_id) == ("Река", partner.pk)
    assert trail_of(application).last().data["changed"]["title"] == ["Elva", "Река"]


def test_a_clash_gives_both_versions_back(application, lead, partner):
    save_basics(application, **BASICS, read_revision=0, by=lead)

    with pytest.raises(PartChanged) as clash:
        save_basics(application, **{**BASICS, "title": "Река"}, read_revision=0, by=partner)

    change = clash.value
    assert (change.theirs["title"], change.yours["title"]) == ("Elva", "Река")
    assert (change.revision, change.changed_by_id) == (1, lead.pk)
    application.refresh_from_db()
    assert application.title == "Elva"


def test_a_project_does_not_end_before_it_begins(application, lead):
    with pytest.raises(RuleNotMet) as refusal:
        save_basics(
            application, **{**BASICS, "end_date": date(2022, 1, 16)}, read_revision=0, by=lead
        )
    assert refusal.value.rule == "APP-11"
    with pytest.raises(RuleNotMet) as refusal:
        save_activity(
            application,
            what="Vi møtes",
            from_date=date(2022, 3, 2),
            to_date=date(2022, 3, 1),
            by=lead,
        )
    assert refusal.value.rule == "APP-11"
    assert not Activity.objects.exists()


def test_activities_are_added_changed_moved_and_removed(application, lead, partner):
    one = save_activity(application, what="Vi møtes", by=lead)
    two = save_activity(application, what="Мы рисуем", language="ru", by=partner)
    move_activity(application, two.pk, up=True, by=lead)
    save_activity(application, pk=one.pk, read_revision=1, what="Vi møtes igjen", by=partner)

    assert [(row.what, row.revision) for row in Activity.objects.all()] == [
        ("Мы рисуем", 1),
        ("Vi møtes igjen", 2),
    ]
    with pytest.raises(PartChanged):
        remove_activity(application, one.pk, read_revision=1, by=lead)
    remove_activity(application, one.pk, read_revision=2, by=lead)
    remove_activity(application, one.pk, read_revision=2, by=lead)
    assert [row.what for row in Activity.objects.all()] == ["Мы рисуем"]
    assert trail_of(application).last().data["held"]["what"] == "Vi møtes igjen"


def test_a_change_of_what_the_other_removed_is_not_lost(application, lead, partner):
    one = save_activity(application, what="Vi møtes", by=lead)
    remove_activity(application, one.pk, read_revision=1, by=partner)

    with pytest.raises(PartChanged) as clash:
        save_activity(application, pk=one.pk, read_revision=1, what="Vi møtes ute", by=lead)

    assert (clash.value.theirs, clash.value.yours["what"]) == (None, "Vi møtes ute")


def test_a_clash_names_all_who_changed_the_part_and_nobody_who_changed_another(
    application, lead, partner
):
    save_basics(application, **BASICS, read_revision=0, by=partner)
    save_basics(application, **{**BASICS, "title": "Река"}, read_revision=1, by=lead)
    one = save_activity(application, what="Vi møtes", by=lead)
    save_activity(application, pk=one.pk, read_revision=1, what="Vi møtes ute", by=lead)
    save_amount(application, 100, read_revision=0, by=partner)

    def met(act, **read):
        with pytest.raises(PartChanged) as clash:
            act(application, by=lead, **read)
        return clash.value.changed_by_id, clash.value.writers

    assert met(save_basics, **BASICS, read_revision=0) == (lead.pk, (lead.pk, partner.pk))
    assert met(save_basics, **BASICS, read_revision=1) == (lead.pk, (lead.pk,))
    told = {"pk": one.pk, "what": "Vi møtes inne", "read_revision": 1}
    assert met(save_activity, **told) == (lead.pk, (lead.pk,))
    remove_activity(application, one.pk, read_revision=2, by=partner)
    save_amount(application, 200, read_revision=1, by=lead)
    assert met(save_activity, **told) == (partner.pk, (partner.pk,))


def test_the_short_form_holds_three_activities(lead):
    application = draft(lead, size="short")
    for what in ("En", "To", "Tre"):
        save_activity(application, what=what, by=lead)

    with pytest.raises(RuleNotMet) as refusal:
        save_activity(application, what="Fire", by=lead)

    assert refusal.value.rule == "APP-10"
    assert Activity.objects.count() == 3


def test_own_work_is_hours_at_the_rate_of_the_guidelines(application, lead):
    ours = save_cost(application, side="a", category="own_work", hours_hundredths=750, by=lead)
    theirs = save_cost(
        application, side="b", category="own_work", hours_hundredths=750, amount=1, by=lead
    )

    assert (ours.rate, ours.amount) == (200_00, 1_500_00)
    assert (theirs.rate, theirs.amount) == (100_00, 750_00)


@pytest.mark.parametrize("hours", [None, 0])
def test_own_work_is_counted_in_hours(application, lead, hours):
    with pytest.raises(RuleNotMet) as refusal:
        save_cost(
            application,
            side="a",
            category="own_work",
            amount=100,
            hours_hundredths=hours,
            by=lead,
        )
    assert refusal.value.rule == "APP-13"
    assert not BudgetLine.objects.exists()


def test_a_sum_is_not_below_nothing(application, lead):
    for act in (
        lambda: save_cost(application, side="a", category="travel", amount=-1, by=lead),
        lambda: save_cost(application, side="a", category="travel", by=lead),
        lambda: save_financing(application, side="a", source="own", amount=-1, by=lead),
        lambda: save_amount(application, -1, read_revision=0, by=lead),
    ):
        with pytest.raises(RuleNotMet) as refusal:
            act()
        assert refusal.value.rule == "APP-12"


def test_money_lines_count_their_own_changes(application, lead, partner):
    line = save_cost(application, side="a", category="travel", amount=100, by=lead)
    save_cost(
        application,
        pk=line.pk,
        read_revision=1,
        side="a",
        category="travel",
        amount=200,
        by=partner,
    )
    paid = save_financing(application, side="b", source="own", amount=50, by=partner)

    with pytest.raises(PartChanged) as clash:
        save_cost(
            application, pk=line.pk, read_revision=1, side="a", category="stay", amount=9, by=lead
        )
    assert (clash.value.theirs["amount"], clash.value.yours["amount"]) == (200, 9)

    remove_cost(application, line.pk, read_revision=2, by=lead)
    remove_financing(application, paid.pk, read_revision=1, by=lead)
    assert not BudgetLine.objects.exists()
    assert not FinancingLine.objects.exists()


def test_participants_are_saved_as_a_whole(application, lead, partner):
    save_participants(application, {("a", "15-30"): 10}, read_revision=0, by=lead)
    with pytest.raises(PartChanged) as clash:
        save_participants(application, {("a", "15-30"): 12}, read_revision=0, by=partner)
    assert (clash.value.theirs, clash.value.yours) == ({"a 15-30": 10}, {"a 15-30": 12})

    save_participants(application, {("a", "15-30"): 12}, read_revision=1, by=partner)
    application.refresh_from_db()
    assert draft_of(application).participants_of("a") == 12


def test_the_sum_applied_for_is_met_too(application, lead, partner):
    save_amount(application, 100, read_revision=0, by=lead)
    with pytest.raises(PartChanged):
        save_amount(application, 200, read_revision=0, by=partner)
    save_amount(application, None, read_revision=1, by=partner)
    application.refresh_from_db()
    assert application.amount_applied_for is None


def test_texts_meet_in_the_sheet(application, lead, partner):
    save_answer(application, "summary", "Elva", language="nb", read_number=0, by=lead)
    with pytest.raises(AnswerChanged) as clash:
        save_answer(application, "summary", "Река", language="ru", read_number=0, by=partner)
    assert (clash.value.theirs, clash.value.yours) == ("Elva", "Река")


def acts(application, by):
    """Every way to change a draft."""
    return {
        "basics": lambda: save_basics(
            application, **BASICS, read_revision=application.revision_of("basics"), by=by
        ),
        "activity": lambda: save_activity(application, what="Vi møtes", by=by),
        "remove": lambda: remove_activity(application, 1, read_revision=1, by=by),
        "move": lambda: move_activity(application, 1, up=True, by=by),
        "participants": lambda: save_participants(
            application,
            {("a", "15-30"): 1},
            read_revision=application.revision_of("participants"),
            by=by,
        ),
        "cost": lambda: save_cost(application, side="a", category="travel", amount=1, by=by),
        "no cost": lambda: remove_cost(application, 1, read_revision=1, by=by),
        "money": lambda: save_financing(application, side="a", source="own", amount=1, by=by),
        "no money": lambda: remove_financing(application, 1, read_revision=1, by=by),
        "amount": lambda: save_amount(
            application, 1, read_revision=application.revision_of("amount"), by=by
        ),
        "answer": lambda: save_answer(
            application, "summary", "Ny", language="nb", read_number=1, by=by
        ),
    }


def test_strangers_change_nothing(ready):
    for act in acts(ready, UserFactory()).values():
        with pytest.raises(PermissionDenied):
            act()


def test_what_is_sent_is_frozen(ready, lead):
    submit_application(ready, by=lead)
    before = trail_of(ready).count()
    for act in acts(Application.objects.get(pk=ready.pk), lead).values():
        with pytest.raises(RuleNotMet) as refusal:
            act()
        assert refusal.value.rule == "APP-5"
    assert trail_of(ready).count() == before


@pytest.mark.parametrize("times", [1, 3])
def test_the_draft_is_read_in_six_queries(ready, lead, times, django_assert_num_queries):
    for _time in range(times - 1):
        save_activity(ready, what="Vi møtes", by=lead)
        save_cost(ready, side="a", category="travel", amount=1, by=lead)
    found = visible_to(lead).get(pk=ready.pk)

    with django_assert_num_queries(5):
        whole = draft_of(found)

    assert len(whole.activities) == times
    assert whole.total_cost == 100_000_00 + times - 1
    assert (whole.own_work, whole.financed, whole.not_financed) == (
        10_000_00,
        40_000_00,
        times - 1,
    )
    assert (whole.sides["b"].name, whole.sides["b"].lead.is_lead) == ("Partnerskolen", True)


def test_saving_an_answer_costs_five_statements(
    application, lead, django_capture_on_commit_callbacks, django_assert_max_num_queries
):
    save_answer(application, "summary", "Elva", language="nb", read_number=0, by=lead)
    found = visible_to(lead).get(pk=application.pk)

    with django_assert_max_num_queries(9):  # 5 statements in nested savepoints
        save_answer(found, "summary", "Bekken", language="nb", read_number=1, by=lead)


def test_the_same_again_is_the_same_save_and_meets_nobody(application, lead):
    facts = {
        "title": "Elva",
        "theme": "sport",
        "for_children_and_youth": False,
        "start_date": None,
        "end_date": None,
    }
    for _click in range(2):
        save_basics(application, **facts, read_revision=0, by=lead)
    with pytest.raises(PartChanged):
        save_basics(application, **{**facts, "title": "Bekken"}, read_revision=0, by=lead)

    line = save_cost(application, side="a", category="travel", amount=1_00, by=lead)
    changed = {"pk": line.pk, "side": "a", "category": "travel", "amount": 2_00, "by": lead}
    for _click in range(2):
        save_cost(application, read_revision=1, **changed)
    with pytest.raises(PartChanged):
        save_cost(application, read_revision=1, **{**changed, "amount": 3_00})
