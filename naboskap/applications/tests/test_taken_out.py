"""What was taken out of the plan or the budget is put back as it was: the same row."""

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    put_back_activity,
    put_back_cost,
    put_back_financing,
    remove_activity,
    remove_cost,
    remove_financing,
    save_activity,
    save_cost,
    save_short_translation,
)
from naboskap.applications.content import content_of
from naboskap.applications.models import (
    Activity,
    Application,
    BudgetLine,
    FinancingLine,
    SeatPerson,
)
from naboskap.applications.queries import draft_of, taken_out
from naboskap.applications.tests.factories import draft
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet

pytestmark = pytest.mark.django_db


def stands(application):
    one = Application.objects.select_related("programme", "sheet__version__form").get(
        pk=application.pk
    )
    return content_of(draft_of(one))


def test_an_activity_comes_back_whole_with_its_translation_and_its_costs(ready, lead, partner):
    row = Activity.objects.get()
    line = save_cost(ready, side="a", category="food", amount=1_000_00, activity=row.pk, by=lead)
    told = {"mark": "translated", "of_text": row.what, "read_number": 0, "language": "ru"}
    save_short_translation(ready, f"activity:{row.pk}:what", "Пробы", by=partner, **told)
    before = stands(ready)
    remove_activity(ready, row.pk, read_revision=row.revision, by=lead)
    assert not stands(ready)["activities"]
    assert [(one.name, one.pk) for one in taken_out(ready, ["activity", "cost"])] == [
        ("activity", row.pk)
    ]

    back = put_back_activity(ready, row.pk, by=partner)

    assert (back.pk, back.revision) == (row.pk, row.revision + 1)
    assert stands(ready) == before
    line.refresh_from_db()
    assert line.activity_id == row.pk
    assert taken_out(ready, ["activity"]) == []
    assert trail_of(ready).last().action == "applications.put_back_activity"
    # A second click finds it there.
    assert put_back_activity(ready, row.pk, by=lead).revision == back.revision


def test_lines_of_money_come_back_as_they_were(ready, lead):
    before = stands(ready)
    for rows, out, back in (
        (BudgetLine, remove_cost, put_back_cost),
        (FinancingLine, remove_financing, put_back_financing),
    ):
        row = rows.objects.first()
        out(ready, row.pk, read_revision=row.revision, by=lead)
        assert stands(ready) != before
        back(ready, row.pk, by=lead)
        assert stands(ready) == before


def test_a_cost_whose_activity_is_gone_comes_back_for_none(ready, lead):
    act = Activity.objects.get()
    line = save_cost(ready, side="a", category="food", amount=1_000_00, activity=act.pk, by=lead)
    remove_cost(ready, line.pk, read_revision=1, by=lead)
    remove_activity(ready, act.pk, read_revision=act.revision, by=lead)
    assert put_back_cost(ready, line.pk, by=lead).activity_id is None


def test_only_what_was_taken_out_here_is_put_back(ready, lead):
    other = draft(UserFactory())
    row = Activity.objects.get()
    remove_activity(ready, row.pk, read_revision=row.revision, by=lead)
    with pytest.raises(RuleNotMet) as refusal:
        put_back_activity(other, row.pk, by=SeatPerson.objects.get(seat__application=other).user)
    assert refusal.value.rule == "APP-96"
    with pytest.raises(PermissionDenied):
        put_back_activity(ready, row.pk, by=UserFactory())
    assert not Activity.objects.exists()


def test_the_short_form_takes_no_fourth_activity_back(lead):
    small = draft(lead, size="short")
    rows = [save_activity(small, what=f"Tur {number}", by=lead) for number in range(3)]
    remove_activity(small, rows[0].pk, read_revision=1, by=lead)
    save_activity(small, what="En annen tur", by=lead)
    with pytest.raises(RuleNotMet) as refusal:
        put_back_activity(small, rows[0].pk, by=lead)
    assert refusal.value.rule == "APP-10"
    assert Activity.objects.count() == 3


def test_it_comes_back_as_it_was_when_it_was_taken_out_last(ready, lead):
    row = Activity.objects.get()
    remove_activity(ready, row.pk, read_revision=row.revision, by=lead)
    back = put_back_activity(ready, row.pk, by=lead)
    save_activity(ready, what="Ny", pk=row.pk, read_revision=back.revision, by=lead)
    remove_activity(ready, row.pk, read_revision=back.revision + 1, by=lead)
    assert put_back_activity(ready, row.pk, by=lead).what == "Ny"
